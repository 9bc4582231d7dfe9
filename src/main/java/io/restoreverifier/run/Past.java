package io.restoreverifier.run;

import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.PastOutcome;
import io.restoreverifier.model.Stage;
import io.restoreverifier.model.Verdict;
import io.restoreverifier.placement.Rotation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What earlier runs found, as it was when the run began.
 *
 * @param all by entry, the oldest first
 * @param rotations by entry, since when its copies are known and proven
 * @param trouble why it is not known; empty when it is
 */
record Past(Map<String, List<PastOutcome>> all, Map<String, Rotation> rotations, Optional<String> trouble) {
    static final Past NONE = new Past(Map.of(), Optional.empty());

    /** Of which no copy is known. */
    Past(Map<String, List<PastOutcome>> all, Optional<String> trouble) {
        this(all, Map.of(), trouble);
    }

    Past {
        all = Map.copyOf(all);
        rotations = Map.copyOf(rotations);
    }

    List<PastOutcome> of(String entry) {
        return all.getOrDefault(entry, List.of());
    }

    Rotation rotation(String entry) {
        return rotations.getOrDefault(entry, Rotation.UNKNOWN);
    }

    /** That nobody knows since when copies are unproven; empty when it is known. */
    Optional<Finding> rotationTrouble() {
        return trouble.map(why -> Finding.error(
                FindingCode.TOOL_FAILED,
                Stage.LOCATE,
                "",
                "when each copy was restored last is not known: "
                        + why.lines().findFirst().orElse(""),
                "make the history readable, and run again"));
    }

    /**
     * The last run in which an entry passed; empty when there is none.
     *
     * @throws CannotTell when the history could not be read
     */
    Optional<PastOutcome> lastPassed(String entry) {
        if (trouble.isPresent()) {
            throw new CannotTell(
                    FindingCode.TOOL_FAILED,
                    "there is nothing to compare with: "
                            + trouble.get().lines().findFirst().orElse(""),
                    "make the history readable, and run again");
        }
        List<PastOutcome> newestFirst = new ArrayList<>(of(entry));
        Collections.reverse(newestFirst);
        return newestFirst.stream()
                .filter(past -> past.verdict() == Verdict.PASSED)
                .findFirst();
    }
}
