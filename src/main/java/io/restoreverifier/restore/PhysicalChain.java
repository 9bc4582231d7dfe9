package io.restoreverifier.restore;

import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Lineage;
import io.restoreverifier.model.Stage;
import java.util.List;
import java.util.Optional;

/**
 * Which incremental backups lead from a full one of PostgreSQL to the newest: each goes on from where another one starts. Those that
 * others take the place of are left out. See PostgreSQL's manual, "Making an Incremental Backup".
 *
 * @param steps in the order in which they are combined, without the full one
 */
record PhysicalChain(List<PhysicalStep> steps, List<Finding> findings) {

    PhysicalChain {
        steps = List.copyOf(steps);
        findings = List.copyOf(findings);
    }

    /** @param incrementals in the order of their names' times */
    static PhysicalChain of(PhysicalStep full, List<PhysicalStep> incrementals) {
        if (full.lineage().incremental()) {
            return broken(
                    full,
                    full.name() + " is an incremental backup, expected a full one",
                    "let `newest:` match the full ones, and `incrementals:` those that go on from them");
        }
        for (PhysicalStep one : incrementals) {
            Optional<PhysicalChain> stray = stray(full, one);
            if (stray.isPresent()) {
                return stray.get();
            }
        }
        return incrementals.isEmpty()
                ? new PhysicalChain(List.of(), List.of())
                : back(new ChainLinks<>(full, incrementals, one -> one.lineage().starts(), PhysicalChain::from));
    }

    private static Optional<PhysicalChain> stray(PhysicalStep full, PhysicalStep one) {
        if (!one.lineage().incremental()) {
            return Optional.of(broken(
                    one,
                    one.name() + " is a full backup, expected an incremental one",
                    "let the pattern of `incrementals:` match no full ones"));
        }
        String ours = full.lineage().system();
        String theirs = one.lineage().system();
        return ours.equals(theirs) || ours.isEmpty() || theirs.isEmpty()
                ? Optional.empty()
                : Optional.of(broken(
                        one,
                        one.name() + " is of another server: its system identifier is " + theirs + ", and that of "
                                + full.name() + " is " + ours,
                        "keep the backups of each server in a folder of their own"));
    }

    private static PhysicalChain back(ChainLinks<PhysicalStep> links) {
        List<PhysicalStep> steps = links.toNewest();
        return links.goesOnFromFull(steps.get(0)) ? new PhysicalChain(steps, List.of()) : gap(links, steps.get(0));
    }

    private static PhysicalChain gap(ChainLinks<PhysicalStep> links, PhysicalStep step) {
        PhysicalStep full = links.full();
        String goesOn = "it goes on from the backup that starts at " + Lineage.written(from(step)) + ", and ";
        if (from(step) < full.lineage().starts()) {
            return broken(
                    step,
                    step.name() + " is of another full backup: " + goesOn + starts(full),
                    "keep the full backup that it was made from, or make incrementals of the newest full one");
        }
        return broken(
                step,
                "an incremental backup is missing before " + step.name() + ": " + goesOn
                        + starts(links.lastBefore(from(step))),
                "keep every incremental backup since the full one");
    }

    private static String starts(PhysicalStep one) {
        return one.name() + " starts at " + Lineage.written(one.lineage().starts());
    }

    private static long from(PhysicalStep one) {
        return one.lineage().from().orElseThrow();
    }

    private static PhysicalChain broken(PhysicalStep one, String message, String hint) {
        return new PhysicalChain(
                List.of(),
                List.of(Finding.error(FindingCode.ARTIFACT_INCOMPLETE, Stage.RESTORE, one.name(), message, hint)));
    }
}
