package io.restoreverifier.run;

import io.restoreverifier.history.Anomalies;
import io.restoreverifier.model.Artifact;
import io.restoreverifier.model.CheckResult;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.PastOutcome;
import io.restoreverifier.model.Status;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Holds what was found of the newest artifact beside what earlier runs found. */
final class Oddities {
    /** Its answer comes with a count of everything, and not only of what the catalog names. */
    private static final String COUNTS_ALL = "restored-something";

    private Oddities() {}

    static List<Finding> of(Plan plan, Surroundings run, Story story, Artifact artifact, Attempt attempt) {
        List<PastOutcome> past = run.past().of(plan.name());
        if (past.isEmpty()) {
            return List.of();
        }
        boolean countedAll = story.checks().stream().anyMatch(Oddities::countsAll);
        PastOutcome now = new PastOutcome(
                plan.name(),
                run.folder().runId(),
                run.now(),
                story.soFar(),
                Optional.of(artifact.name()),
                Optional.of(artifact.producedAt()),
                OptionalLong.of(artifact.bytes()),
                attempt.sha256(),
                attempt.age(),
                attempt.rto().measured(),
                countedAll ? story.counts() : Map.of());
        boolean database = plan.restorer().kind().equals("database");
        return Anomalies.of(past, now, database, plan.backup().every().orElse(Duration.ofDays(1))).stream()
                .filter(finding -> !isSaid(finding, story))
                .toList();
    }

    private static boolean countsAll(CheckResult result) {
        return result.check().equals(COUNTS_ALL) && result.status() == Status.PASSED;
    }

    /** A check has said it already, of the same table, and may have the better words. */
    private static boolean isSaid(Finding finding, Story story) {
        return story.findings().stream()
                .anyMatch(said -> said.code() == finding.code()
                        && said.subject().equals(finding.subject())
                        && (said.isError() || !finding.isError()));
    }
}
