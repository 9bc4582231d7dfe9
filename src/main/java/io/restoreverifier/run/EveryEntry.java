package io.restoreverifier.run;

import io.restoreverifier.model.CheckResult;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.NotDue;
import io.restoreverifier.model.Outcome;
import io.restoreverifier.model.PastOutcome;
import io.restoreverifier.model.Stage;
import io.restoreverifier.model.Status;
import io.restoreverifier.model.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What must be true of every entry of the catalog, whatever it declares. */
final class EveryEntry {
    private EveryEntry() {}

    static CheckResult hasArtifacts(List<Newest> entries) {
        List<Finding> findings = new ArrayList<>();
        for (Newest entry : entries) {
            if (entry.trouble().isPresent()) {
                findings.add(about(entry.plan().name(), entry.trouble().get()));
            } else if (!entry.found()) {
                findings.add(Finding.error(
                        FindingCode.ENTRY_WITHOUT_ARTIFACT,
                        Stage.CHECK,
                        entry.plan().name(),
                        "entry " + entry.plan().name() + " has no artifact: it is declared, and nothing backs it up",
                        "let its backup job run; take the entry out when what it backs up is gone for good"));
            }
        }
        return result("with artifacts", entries.size(), findings);
    }

    /** With the entry for its subject, and in its message. */
    private static Finding about(String entry, Finding trouble) {
        return Finding.error(
                trouble.code(), Stage.CHECK, entry, "entry " + entry + ": " + trouble.message(), trouble.hint());
    }

    /**
     * In its first run, an entry of which nothing can be told says so itself. A new entry of another shard is not known here.
     *
     * @param ended outcomes of this run
     * @param notDue what passed before
     */
    static CheckResult wasVerified(List<String> entries, List<Outcome> ended, List<NotDue> notDue, Past past) {
        Set<String> verified = new HashSet<>();
        notDue.forEach(left -> verified.add(left.entry()));
        ended.stream()
                .filter(outcome -> outcome.verdict() != Verdict.COULD_NOT_VERIFY)
                .forEach(outcome -> verified.add(outcome.entry()));
        List<Finding> findings = entries.stream()
                .filter(entry -> !verified.contains(entry))
                .map(entry -> neverVerified(entry, past))
                .flatMap(Optional::stream)
                .toList();
        return result("verified once", entries.size(), findings);
    }

    private static Optional<Finding> neverVerified(String entry, Past past) {
        if (past.trouble().isPresent()) {
            return Optional.of(Finding.error(
                    FindingCode.TOOL_FAILED,
                    Stage.CHECK,
                    entry,
                    "whether entry " + entry + " was ever verified is not known: the history cannot be read",
                    "make the history readable, and run again"));
        }
        List<PastOutcome> earlier = past.of(entry);
        if (earlier.isEmpty() || earlier.stream().anyMatch(o -> o.verdict() != Verdict.COULD_NOT_VERIFY)) {
            return Optional.empty();
        }
        return Optional.of(Finding.error(
                FindingCode.NEVER_VERIFIED,
                Stage.CHECK,
                entry,
                "entry " + entry + " was never verified: of " + earlier.size()
                        + (earlier.size() == 1 ? " earlier run" : " earlier runs") + " none could tell",
                "remove what keeps it from being verified; until then nothing is known of this backup"));
    }

    private static CheckResult result(String what, int of, List<Finding> findings) {
        return new CheckResult(
                "entries",
                what,
                Status.of(Finding.verdictOf(findings)),
                "all of " + of,
                of - findings.size() + " of " + of,
                findings,
                Duration.ZERO,
                false);
    }
}
