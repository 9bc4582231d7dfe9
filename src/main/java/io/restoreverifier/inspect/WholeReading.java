package io.restoreverifier.inspect;

import io.restoreverifier.archive.DamageFound;
import io.restoreverifier.archive.Limits;
import io.restoreverifier.archive.Unwrapped;
import io.restoreverifier.dump.DumpDamage;
import io.restoreverifier.model.FetchedArtifact;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.Stage;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.function.LongConsumer;

/** Reads what an artifact holds, in whatever it is wrapped, to its end. */
final class WholeReading {
    private WholeReading() {}

    /** Takes the content; what it throws but damage is a mistake of ours. */
    @FunctionalInterface
    interface Reader {
        void read(Unwrapped content) throws IOException;
    }

    /**
     * Reads, and adds damage to what was found. Damage of what it is wrapped in stands alone: what seemed to be wrong before
     * may be its doing.
     *
     * @throws InterruptedIOException when the thread is interrupted; its flag stays set
     */
    static void of(FetchedArtifact artifact, LongConsumer progress, List<Finding> findings, Reader reader)
            throws InterruptedIOException {
        String name = artifact.artifact().name();
        try (Unwrapped content = Unwrapped.openAhead(artifact.file(), Limits.READ_THROUGH, progress)) {
            reader.read(content);
        } catch (DumpDamage damage) {
            findings.add(Finding.error(damage.code(), Stage.INSPECT, name, damage.text(), damage.hint()));
        } catch (DamageFound found) {
            findings.clear();
            findings.add(found.damage().toFinding(Stage.INSPECT, name));
        } catch (InterruptedIOException e) {
            throw e;
        } catch (IOException e) {
            throw new IllegalStateException("every other IOException was turned into damage before", e);
        }
    }
}
