package io.restoreverifier.restore;

import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.MariadbBackup;
import io.restoreverifier.model.Stage;
import io.restoreverifier.restore.MariadbBackupUnpacking.Unpacked;
import java.util.List;
import java.util.Optional;

/**
 * Which incremental backups lead from a full one to the newest: each goes on from the log sequence number that another ended
 * with. Those that others take the place of, as of differential backups, are left out.
 *
 * @param steps in the order in which they are applied
 */
record MariadbChain(List<Unpacked> steps, List<Finding> findings) {

    MariadbChain {
        steps = List.copyOf(steps);
        findings = List.copyOf(findings);
    }

    /** @param incrementals in the order of their names' times */
    static MariadbChain of(Unpacked full, List<Unpacked> incrementals) {
        if (incrementals.isEmpty()) {
            return new MariadbChain(List.of(), List.of());
        }
        for (Unpacked one : incrementals) {
            if (!backup(one).incremental()) {
                return broken(
                        one,
                        FindingCode.ARTIFACT_INCOMPLETE,
                        one.name() + " is a full backup, expected an incremental one",
                        "let the pattern of `incrementals:` match no full ones");
            }
        }
        Unpacked newest = incrementals.get(incrementals.size() - 1);
        Optional<Unpacked> further = incrementals.stream()
                .filter(one -> backup(one).to() > backup(newest).to())
                .findFirst();
        if (further.isPresent()) {
            return broken(
                    newest,
                    FindingCode.ARTIFACT_CORRUPT,
                    "they are out of order: " + further.get().name() + " ends at log sequence number "
                            + backup(further.get()).to() + ", and " + newest.name() + ", which is called newer, at "
                            + backup(newest).to(),
                    "name each by the time it was made at; was one overwritten, or are they of different servers?");
        }
        return back(new ChainLinks<>(
                full, incrementals, one -> backup(one).to(), one -> backup(one).from()));
    }

    private static MariadbChain back(ChainLinks<Unpacked> links) {
        List<Unpacked> steps = links.toNewest();
        return links.goesOnFromFull(steps.get(0)) ? new MariadbChain(steps, List.of()) : gap(links, steps.get(0));
    }

    private static MariadbChain gap(ChainLinks<Unpacked> links, Unpacked step) {
        Unpacked full = links.full();
        long wanted = backup(step).from();
        if (wanted < backup(full).to()) {
            return broken(
                    step,
                    FindingCode.ARTIFACT_INCOMPLETE,
                    step.name() + " is of another full backup: it goes on from log sequence number " + wanted + ", and "
                            + full.name() + " ends at " + backup(full).to(),
                    "keep the full backup that it was made from, or make incrementals of the newest full one");
        }
        Unpacked last = links.lastBefore(wanted);
        return broken(
                step,
                FindingCode.ARTIFACT_INCOMPLETE,
                "an incremental backup is missing before " + step.name() + ": it goes on from log sequence number "
                        + wanted + ", and " + last.name() + " ends at "
                        + backup(last).to(),
                "keep every incremental backup since the full one");
    }

    private static MariadbBackup backup(Unpacked one) {
        return one.backup().orElseThrow();
    }

    private static MariadbChain broken(Unpacked one, FindingCode code, String message, String hint) {
        return new MariadbChain(List.of(), List.of(Finding.error(code, Stage.RESTORE, one.name(), message, hint)));
    }
}
