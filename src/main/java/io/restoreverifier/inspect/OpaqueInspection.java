package io.restoreverifier.inspect;

import io.restoreverifier.archive.DamageFound;
import io.restoreverifier.archive.Limits;
import io.restoreverifier.archive.Unwrapped;
import io.restoreverifier.archive.Wrapping;
import io.restoreverifier.model.FetchedArtifact;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.Format;
import io.restoreverifier.model.Inspection;
import io.restoreverifier.model.Stage;
import io.restoreverifier.model.TableOfContents;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;

/** Reads an artifact that only its engine's own tools know: all that can be told is whether its compression holds. */
final class OpaqueInspection {
    private static final int BUFFER = 1 << 16;

    private OpaqueInspection() {}

    static Inspection of(
            FetchedArtifact artifact, Format format, Optional<TableOfContents> contents, LongConsumer progress)
            throws InterruptedIOException {
        byte[] head = Unwrapped.head(artifact.file());
        boolean wrapped = Wrapping.of(head) != Wrapping.NONE;
        long bytes = artifact.bytes();
        List<Finding> findings = List.of();
        if (wrapped) {
            try (InputStream in = Unwrapped.open(artifact.file(), Limits.READ_THROUGH, progress)) {
                bytes = through(in);
            } catch (DamageFound found) {
                findings = List.of(found.damage()
                        .toFinding(Stage.INSPECT, artifact.artifact().name()));
            } catch (InterruptedIOException e) {
                throw e;
            } catch (IOException e) {
                throw new IllegalStateException("every other IOException was turned into damage before", e);
            }
        }
        return new Inspection(
                format,
                contents,
                Math.max(bytes, artifact.bytes()),
                wrapped && findings.isEmpty() && Wrapping.of(head).provesItself(head),
                findings,
                List.of());
    }

    private static long through(InputStream in) throws IOException {
        byte[] buffer = new byte[BUFFER];
        long bytes = 0;
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            bytes += n;
        }
        return bytes;
    }
}
