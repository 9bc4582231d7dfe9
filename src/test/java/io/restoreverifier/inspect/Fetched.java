package io.restoreverifier.inspect;

import io.restoreverifier.model.Artifact;
import io.restoreverifier.model.FetchedArtifact;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Inspection;
import io.restoreverifier.model.TableOfContents;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.Assertions;

/** Artifacts for tests, as if they had been fetched. */
final class Fetched {
    private Fetched() {}

    static byte[] resource(String name) {
        try (InputStream stream = Fetched.class.getResourceAsStream("/inspect/" + name)) {
            Assertions.assertThat(stream).as(name).isNotNull();
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An artifact named {@code sample} of these bytes, listed with this very size. */
    static FetchedArtifact of(Path folder, byte[] bytes) {
        return listedAs(folder, bytes, bytes.length);
    }

    static FetchedArtifact listedAs(Path folder, byte[] bytes, long listed) {
        try {
            Path file = folder.resolve("sample");
            // Some file systems flush a file that is truncated and written again; thousands of times that is slow.
            Files.deleteIfExists(file);
            Files.write(file, bytes);
            Artifact artifact =
                    new Artifact("sample", "memory", listed, Instant.EPOCH, Artifact.TimeFrom.MODIFICATION_TIME);
            boolean zeros = bytes.length > 0;
            for (byte b : bytes) {
                zeros &= b == 0;
            }
            return new FetchedArtifact(artifact, file, bytes.length, Map.of(), zeros);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Inspection inspect(Path folder, byte[] bytes) {
        return inspect(of(folder, bytes));
    }

    static Inspection inspect(FetchedArtifact artifact) {
        try {
            return Inspector.standard().inspect(artifact, through -> {});
        } catch (InterruptedIOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<FindingCode> errors(Inspection inspection) {
        return inspection.findings().stream()
                .filter(Finding::isError)
                .map(Finding::code)
                .toList();
    }

    /** Rows of a table as the dump has them. */
    static Optional<Long> rows(TableOfContents contents, String table) {
        return contents.entries().stream()
                .filter(e -> e.type().equals("TABLE DATA") && e.name().equals(table))
                .findFirst()
                .orElseThrow()
                .rows();
    }
}
