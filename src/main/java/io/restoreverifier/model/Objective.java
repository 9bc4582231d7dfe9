package io.restoreverifier.model;

import java.time.Duration;
import java.util.Optional;

/**
 * A recovery objective beside what was measured.
 *
 * @param objective empty when the backup states none: then it is only reported
 * @param measured empty when the verification did not come so far
 */
public record Objective(Optional<Duration> objective, Optional<Duration> measured) {

    public static Objective none() {
        return new Objective(Optional.empty(), Optional.empty());
    }

    public boolean isExceeded() {
        return objective.isPresent() && measured.isPresent() && measured.get().compareTo(objective.get()) > 0;
    }
}
