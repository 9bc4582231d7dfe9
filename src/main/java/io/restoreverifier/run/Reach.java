package io.restoreverifier.run;

import io.restoreverifier.model.Artifact;
import io.restoreverifier.model.Artifact.TimeFrom;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Stage;
import io.restoreverifier.restore.Restorer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * From which artifacts a moment can be reached that an entry names: recovery goes forward only, from what was finished before.
 *
 * @param target empty when none is named
 */
record Reach(Optional<Instant> target) {
    /** Where no moment is named. */
    static final Reach NEWEST = new Reach(Optional.empty());

    static Reach of(Restorer restorer) {
        return new Reach(restorer.target());
    }

    /**
     * Those that serve, in their order. A modification time may be that of a copy: where no other is known, and none is from before, all are
     * left, and recovery tells.
     */
    List<Artifact> serving(List<Artifact> all) {
        List<Artifact> before = all.stream()
                .filter(artifact -> target.map(moment -> !artifact.producedAt().isAfter(moment))
                        .orElse(true))
                .toList();
        boolean vague = all.stream().allMatch(artifact -> artifact.timeFrom() == TimeFrom.MODIFICATION_TIME);
        return before.isEmpty() && vague ? all : before;
    }

    /** @param all newest first, of which none serves */
    Finding tooLate(List<Artifact> all) {
        Artifact oldest = all.get(all.size() - 1);
        return Finding.error(
                FindingCode.ARTIFACT_MISSING,
                Stage.LOCATE,
                oldest.name(),
                "no artifact was finished before the target time " + target.orElseThrow() + ": the oldest, "
                        + oldest.name() + ", is of " + oldest.producedAt(),
                "take a later `target-time`, or keep backups for longer");
    }
}
