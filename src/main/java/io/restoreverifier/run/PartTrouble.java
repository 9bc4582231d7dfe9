package io.restoreverifier.run;

import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Outcome;
import io.restoreverifier.model.Stage;
import io.restoreverifier.model.Verdict;
import io.restoreverifier.run.ApplicationPlan.Need;
import java.util.List;
import java.util.Optional;

/** What an application has to say of a part that keeps it from being started. */
final class PartTrouble {
    private PartTrouble() {}

    /** Of what the part's own entry found; empty when it PASSED. */
    static Optional<Finding> in(Need need, Outcome outcome) {
        return in(need, outcome.verdict(), outcome.findings());
    }

    static Optional<Finding> in(Need need, Verdict verdict, List<Finding> findings) {
        if (verdict == Verdict.PASSED) {
            return Optional.empty();
        }
        String why = findings.stream()
                .filter(finding -> finding.verdict() == verdict)
                .findFirst()
                .map(finding -> ": " + finding.code() + ", " + finding.message())
                .orElse("");
        return Optional.of(Finding.error(
                verdict == Verdict.FAILED ? FindingCode.PART_FAILED : FindingCode.PART_NOT_VERIFIED,
                Stage.RESTORE,
                need.part(),
                "part " + need.part() + ", which is " + need.plan().name() + ", "
                        + (verdict == Verdict.FAILED ? "FAILED" : "could not be verified") + why,
                "repair " + need.plan().name() + " first: without it the application cannot come back"));
    }

    /** Of a part that is not there: what its story tells, else at least that. */
    static Finding whatever(Need need, Story story, String otherwise) {
        return in(need, story.soFar(), story.findings())
                .orElseGet(() -> Finding.error(
                        FindingCode.PART_NOT_VERIFIED,
                        Stage.RESTORE,
                        need.part(),
                        "part " + need.part() + ", which is " + need.plan().name() + ", could not be verified: "
                                + otherwise,
                        "was it rotated away while it was verified? run it again"));
    }

    static Finding noSuchRole(Need need) {
        String role = need.user().orElse("");
        return Finding.error(
                FindingCode.ROLE_MISSING,
                Stage.RESTORE,
                role,
                "role " + role + ", which the application logs in to " + need.part() + " as, did not come back",
                "give it in the entry of " + need.plan().name() + ": `restore: "
                        + (need.plan().restorer().checks().equals("mariadb")
                                ? "{mariadb: {users: [\"" + role + "\"]}}`"
                                : "{postgresql: {roles: [" + role + "]}}`"));
    }
}
