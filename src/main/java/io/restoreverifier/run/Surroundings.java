package io.restoreverifier.run;

import io.restoreverifier.model.Masking;
import io.restoreverifier.model.Progress;
import io.restoreverifier.sandbox.RunFolder;
import io.restoreverifier.sandbox.Sandboxes;
import java.time.Instant;
import java.util.function.Supplier;

/**
 * What every verification of a run shares.
 *
 * @param sandboxes throws {@link io.restoreverifier.model.CannotTell} each time when there are none to be had
 * @param now the moment the run is as of
 * @param masking of the catalog's secrets, for whatever leaves the run
 */
record Surroundings(
        Supplier<Sandboxes> sandboxes,
        Admission admission,
        RunFolder folder,
        Instant now,
        Progress progress,
        Masking masking) {

    Surroundings silently() {
        return new Surroundings(sandboxes, admission, folder, now, Progress.SILENT, masking);
    }
}
