package io.restoreverifier.run;

import io.restoreverifier.model.Masking;
import io.restoreverifier.model.Progress;
import io.restoreverifier.sandbox.RunFolder;
import io.restoreverifier.sandbox.Sandbox;
import io.restoreverifier.sandbox.Sandboxes;
import io.restoreverifier.sandbox.ServingSandboxes;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What every verification of a run shares.
 *
 * @param sandboxes throws {@link io.restoreverifier.model.CannotTell} each time when there are none to be had
 * @param now the moment the run is as of
 * @param past what earlier runs found
 * @param masking of the catalog's secrets, for whatever leaves the run
 * @param sightings of copies, for whoever asks what is left when some are lost
 */
record Surroundings(
        Supplier<Sandboxes> sandboxes,
        Admission admission,
        RunFolder folder,
        Instant now,
        Progress progress,
        Past past,
        Masking masking,
        Sightings sightings) {

    /** Of which nobody asks where copies stand. */
    Surroundings(
            Supplier<Sandboxes> sandboxes,
            Admission admission,
            RunFolder folder,
            Instant now,
            Progress progress,
            Past past,
            Masking masking) {
        this(sandboxes, admission, folder, now, progress, past, masking, new Sightings());
    }

    /** Of a run without a history. */
    Surroundings(
            Supplier<Sandboxes> sandboxes,
            Admission admission,
            RunFolder folder,
            Instant now,
            Progress progress,
            Masking masking) {
        this(sandboxes, admission, folder, now, progress, Past.NONE, masking);
    }

    /**
     * For the parts of an application, which are reported to nobody either.
     *
     * @param beside whose network they join; empty: each has one of its own
     */
    Surroundings serving(Optional<Sandbox> beside) {
        return new Surroundings(
                () -> new ServingSandboxes(sandboxes.get(), beside),
                admission,
                folder,
                now,
                Progress.SILENT,
                Past.NONE,
                masking,
                new Sightings());
    }

    /** For what is compared with nothing and reported to nobody. */
    Surroundings silently() {
        return new Surroundings(
                sandboxes, admission, folder, now, Progress.SILENT, Past.NONE, masking, new Sightings());
    }
}
