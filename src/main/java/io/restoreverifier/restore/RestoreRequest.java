package io.restoreverifier.restore;

import io.restoreverifier.model.FetchedArtifact;
import io.restoreverifier.model.Inspection;
import io.restoreverifier.sandbox.SandboxLimits;
import io.restoreverifier.sandbox.Sandboxes;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.function.Supplier;

/**
 * What a restorer is given.
 *
 * @param entry the backup's name
 * @param companions one for each pattern that the restorer names, in that order, then those of its suffixes that there are
 * @param engine asked when a sandbox is wanted and not before: most restores of files want none
 * @param withWal whether the artifact comes with all WAL that was archived since it was begun
 * @param workspace an empty folder of the run's own; the caller removes it
 * @param limit how much time is left for the whole verification
 * @param progress hears how many bytes are through
 */
public record RestoreRequest(
        String entry,
        FetchedArtifact artifact,
        List<FetchedArtifact> companions,
        boolean withWal,
        Inspection inspection,
        Supplier<Sandboxes> engine,
        SandboxLimits limits,
        Path workspace,
        Duration limit,
        LongConsumer progress) {
    private static final Duration GRACE = Duration.ofMinutes(1);

    public RestoreRequest {
        companions = List.copyOf(companions);
    }

    /** @throws io.restoreverifier.model.CannotTell when there are none to be had */
    public Sandboxes sandboxes() {
        return engine.get();
    }

    /** When a sandbox ends by itself: after the limit, so that it is still there when the verification tells of it. */
    public Duration deadline() {
        return limit.plus(GRACE);
    }
}
