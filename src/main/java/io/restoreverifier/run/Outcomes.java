package io.restoreverifier.run;

import io.restoreverifier.model.Artifact;
import io.restoreverifier.model.Backup;
import io.restoreverifier.model.EntryLabels;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.Objective;
import io.restoreverifier.model.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Puts together what is reported of one entry; from here on it goes out, so that its secrets end here. */
final class Outcomes {
    private Outcomes() {}

    static Outcome of(
            String name,
            String kind,
            Plan plan,
            Surroundings run,
            Story story,
            Optional<Artifact> artifact,
            Optional<Attempt> attempt,
            Instant started) {
        Optional<Duration> age = attempt.flatMap(Attempt::age)
                .or(() -> artifact.map(a -> Duration.between(a.producedAt(), run.now())))
                .filter(measured -> !measured.isNegative());
        Outcome outcome = new Outcome(
                name,
                kind,
                plan.backup().labels(),
                story.soFar(),
                artifact,
                attempt.map(Attempt::sha256).orElse(""),
                new Objective(plan.backup().rpo(), age),
                attempt.map(Attempt::rto).orElse(new Objective(plan.backup().rto(), Optional.empty())),
                started,
                Instant.now(),
                story.stages(),
                story.checks(),
                story.findings(),
                story.attachments(),
                story.notes(),
                story.counts());
        return run.masking().masked(outcome);
    }

    /** Of what exists, held against the catalog: it has no artifact, and nothing to measure. */
    static Outcome ofCoverage(String name, EntryLabels labels, Story story, Surroundings run, Instant started) {
        return told(new Head(name, Outcome.OF_COVERAGE, labels, started), Objective.none(), story, run);
    }

    /** Of an application, whose artifacts are those of its parts. */
    static Outcome ofApplication(ApplicationPlan plan, Story story, Surroundings run, Objective rto, Instant started) {
        Head head =
                new Head(plan.name(), Outcome.OF_AN_APPLICATION, plan.entry().labels(), started);
        return told(head, rto, story, run);
    }

    /** Of what backups stand on, which is asked and not restored. */
    static Outcome ofStorage(Backup entry, Story story, Surroundings run, Instant started) {
        Head head = new Head(entry.name(), Outcome.OF_STORAGE, entry.labels(), started);
        return told(head, Objective.none(), story, run);
    }

    private record Head(String name, String kind, EntryLabels labels, Instant started) {}

    /** Of what has no artifact of its own. */
    private static Outcome told(Head head, Objective rto, Story story, Surroundings run) {
        return run.masking()
                .masked(new Outcome(
                        head.name(),
                        head.kind(),
                        head.labels(),
                        story.soFar(),
                        Optional.empty(),
                        "",
                        Objective.none(),
                        rto,
                        head.started(),
                        Instant.now(),
                        story.stages(),
                        story.checks(),
                        story.findings(),
                        story.attachments(),
                        story.notes(),
                        story.counts()));
    }

    /** Of an entry that never came to an outcome of its own. */
    static Outcome without(String name, String kind, EntryLabels labels, Finding reason, Instant started) {
        return new Outcome(
                name,
                kind,
                labels,
                reason.verdict(),
                Optional.empty(),
                "",
                Objective.none(),
                Objective.none(),
                started,
                Instant.now(),
                List.of(),
                List.of(),
                List.of(reason),
                List.of(),
                List.of());
    }

    static Outcome without(Plan plan, Finding reason, Instant started) {
        return without(plan.name(), plan.restorer().kind(), plan.backup().labels(), reason, started);
    }
}
