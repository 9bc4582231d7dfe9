package io.restoreverifier.run;

import io.restoreverifier.model.Artifact;
import io.restoreverifier.model.Backup;
import io.restoreverifier.model.Durations;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Stage;
import io.restoreverifier.source.Located;
import java.time.Duration;
import java.util.List;

/** Finds the artifacts of a backup, and says when there is none or the newest is too old. */
final class Locating {
    /** Clocks differ by so much. */
    static final Duration TOLERANCE = Duration.ofMinutes(5);

    private Locating() {}

    /** Those that serve, newest first; empty when there is none, which is then told. The age is that of the newest of all. */
    static List<Artifact> locate(Plan plan, Surroundings run, Story story) {
        story.find(Ignoring.expired(plan.backup(), run.now()));
        Located located = plan.source().locate(run.now());
        story.find(located.findings());
        plan.silentJob(run.now()).ifPresent(story::find);
        if (located.artifacts().isEmpty()) {
            story.find(Finding.error(
                    FindingCode.ARTIFACT_MISSING,
                    Stage.LOCATE,
                    "",
                    "there is no artifact",
                    "did the backup job run? does `newest:` match what it writes?"));
            return List.of();
        }
        Artifact newest = located.artifacts().get(0);
        Duration age = Duration.between(newest.producedAt(), run.now());
        if (age.compareTo(TOLERANCE.negated()) < 0 && plan.backup().rpo().isPresent()) {
            story.find(ageless(newest));
        }
        plan.backup().rpo().filter(rpo -> age.compareTo(rpo) > 0).ifPresent(rpo -> story.find(stale(newest, age, rpo)));
        Reach reach = Reach.of(plan.restorer());
        List<Artifact> serving = reach.serving(located.artifacts());
        if (serving.isEmpty()) {
            story.find(reach.tooLate(located.artifacts()));
        }
        return serving;
    }

    /** What is written and has no effect would be taken for granted. */
    static void tellWhatIsNotActedOn(Backup entry, List<String> keys, Story story) {
        List<String> written =
                keys.stream().filter(entry.document().keys()::contains).toList();
        if (!written.isEmpty()) {
            story.find(Finding.warning(
                    FindingCode.NOT_SUPPORTED,
                    Stage.LOCATE,
                    "",
                    "the entry says " + String.join(", ", written) + ", which this version does not act on",
                    "take it out, or live with the defaults meanwhile"));
        }
    }

    private static Finding ageless(Artifact newest) {
        return Finding.error(
                FindingCode.ARTIFACT_FROM_THE_FUTURE,
                Stage.LOCATE,
                newest.name(),
                "the age of " + newest.name() + " cannot be held against the RPO: its time " + newest.producedAt()
                        + " is in the future",
                "let its name tell its time: `newest: \"NAME-{time:yyyyMMdd'T'HHmmss'Z'}...\"`");
    }

    private static Finding stale(Artifact newest, Duration age, Duration rpo) {
        return Finding.error(
                FindingCode.ARTIFACT_STALE,
                Stage.LOCATE,
                newest.name(),
                "the newest artifact, " + newest.name() + ", is " + Durations.format(age) + " old, expected at most "
                        + Durations.format(rpo),
                "has the backup job stopped? look at its log since " + newest.producedAt());
    }
}
