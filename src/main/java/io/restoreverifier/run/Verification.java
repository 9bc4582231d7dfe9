package io.restoreverifier.run;

import io.restoreverifier.check.Subject;
import io.restoreverifier.model.Artifact;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.Outcome;
import io.restoreverifier.model.Progress;
import io.restoreverifier.model.Stage;
import io.restoreverifier.model.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;

/** The story of one backup: locate, fetch, inspect, restore, check, dispose. */
final class Verification {
    private static final int OLDER_GENERATIONS = 5;

    private final Plan plan;
    private final Surroundings run;
    private final Stopwatch watch;
    private final ScheduledExecutorService alarms;
    private final Instant started = Instant.now();

    Verification(Plan plan, Surroundings run, Stopwatch watch, ScheduledExecutorService alarms) {
        this.plan = plan;
        this.run = run;
        this.watch = watch;
        this.alarms = alarms;
    }

    /** Verifies, and has an outcome also when a fault of ours keeps it from one. */
    Outcome outcome() {
        try {
            return verify();
        } catch (RuntimeException | Error e) {
            return Outcomes.without(plan, Story.internalError(Stage.LOCATE, e), started);
        }
    }

    /** Verifies the newest artifact; when it fails, finds the last one that would still bring us back. */
    Outcome verify() {
        try (Expiry expiry = new Expiry(plan.backup().timeout(), watch, alarms)) {
            Story story = new Story(plan.name(), run.progress(), expiry, ignoring());
            List<Artifact> artifacts = story.stage(Stage.LOCATE, "", () -> Locating.locate(plan, run, story))
                    .orElse(List.of());
            if (artifacts.isEmpty()) {
                story.demandEvidence();
                return outcome(story, Optional.empty(), Optional.empty());
            }
            CopyNight copies = CopyNight.begin(plan, artifacts, run, expiry);
            Turn turn = copies.turn();
            Attempt newest = new Attempt(turn.plan(), turn.artifact(), run, story, expiry);
            newest.keepFailed();
            carryOut(newest, turn);
            if (turn.isNewest()) {
                story.find(Oddities.of(plan, run, story, newest.artifact(), newest));
            }
            story.demandEvidence();
            boolean whole = story.bringsBack() || story.isOnlyTooOldOrTooSlow();
            if (story.soFar() == Verdict.FAILED) {
                // One that came back whole is only too old or too slow: no older one would serve better.
                story.find(
                        story.isOnlyTooOldOrTooSlow()
                                ? LastRestorable.found(turn.artifact(), run.now())
                                : lastRestorable(copies.fallbacks(), expiry));
            }
            copies.end(story, expiry, whole, newest.sha256());
            story.tellWhatIsIgnoredInVain();
            return outcome(story, Optional.of(newest.artifact()), Optional.of(newest));
        }
    }

    private static void carryOut(Attempt attempt, Turn turn) {
        try (attempt) {
            Optional<Subject> subject = attempt.restore(turn.rpo());
            subject.ifPresent(attempt::check);
        }
    }

    /** What others hold, and older artifacts, are judged by everything but their age. */
    private Finding lastRestorable(List<Turn> others, Expiry expiry) {
        List<Turn> candidates = others.subList(0, Math.min(OLDER_GENERATIONS, others.size()));
        List<Finding> unknown = new ArrayList<>();
        for (Turn older : candidates) {
            Artifact artifact = older.artifact();
            Story story = new Story(plan.name(), Progress.SILENT, expiry, ignoring());
            run.progress().stage(plan.name(), Stage.LOCATE, "newest failed, trying " + artifact.name());
            carryOut(new Attempt(older.plan(), artifact, run.silently(), story, expiry), older);
            story.demandEvidence();
            if (story.bringsBack()) {
                return LastRestorable.found(artifact, run.now());
            }
            if (story.soFar() == Verdict.COULD_NOT_VERIFY) {
                story.findings().stream().filter(Finding::isError).findFirst().ifPresent(unknown::add);
            }
        }
        return LastRestorable.none(candidates.size(), unknown);
    }

    private Ignoring ignoring() {
        return new Ignoring(plan.backup(), run.now());
    }

    private Outcome outcome(Story story, Optional<Artifact> artifact, Optional<Attempt> attempt) {
        Outcome outcome =
                Outcomes.of(plan.name(), plan.restorer().kind(), plan, run, story, artifact, attempt, started);
        run.progress().finished(outcome);
        return outcome;
    }
}
