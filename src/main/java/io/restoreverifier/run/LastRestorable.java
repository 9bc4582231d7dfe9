package io.restoreverifier.run;

import io.restoreverifier.model.Artifact;
import io.restoreverifier.model.Durations;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What is told when the newest artifact failed: which older one would still bring us back. */
final class LastRestorable {
    private LastRestorable() {}

    static Finding found(Artifact artifact, Instant now) {
        Duration age = Duration.between(artifact.producedAt(), now);
        return Finding.info(
                FindingCode.LAST_RESTORABLE,
                Stage.LOCATE,
                artifact.name(),
                "last restorable: " + artifact.name() + ", of " + artifact.producedAt() + ", " + Durations.format(age)
                        + " old",
                "if you must recover now, take this one: " + artifact.location());
    }

    /** @param unknown what kept us from telling, one for each artifact that could not be verified */
    static Finding none(int tried, List<Finding> unknown) {
        if (unknown.isEmpty()) {
            return warning(
                    tried == 0 ? "there was no older artifact to try" : "none of " + tried + " older artifacts",
                    "look for copies elsewhere, and run the backup job by hand now");
        }
        Finding first = unknown.get(0);
        return warning(
                "not known, since " + unknown.size() + " of " + tried + " older artifacts could not be verified: "
                        + first.code() + ": " + first.message(),
                first.hint());
    }

    private static Finding warning(String message, String hint) {
        return Finding.warning(FindingCode.LAST_RESTORABLE, Stage.LOCATE, "", "last restorable: " + message, hint);
    }
}
