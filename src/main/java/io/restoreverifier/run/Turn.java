package io.restoreverifier.run;

import io.restoreverifier.model.Artifact;
import io.restoreverifier.placement.Standing;
import java.time.Duration;
import java.util.Optional;

/**
 * The copy that a run restores.
 *
 * @param plan that reads it
 * @param artifact to be restored
 * @param isNewest whether it is of the newest generation there is
 */
record Turn(Plan plan, Standing standing, Artifact artifact, boolean isNewest) {

    Turn whateverItsAge() {
        return new Turn(plan, standing, artifact, false);
    }

    /** What its data may be old; of an older generation nothing is asked but that it comes back. */
    Optional<Duration> rpo() {
        return isNewest ? plan.backup().rpo() : Optional.empty();
    }
}
