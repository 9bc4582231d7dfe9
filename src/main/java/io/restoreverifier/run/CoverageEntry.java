package io.restoreverifier.run;

import io.restoreverifier.coverage.Coverage;
import io.restoreverifier.coverage.Declared;
import io.restoreverifier.coverage.Question;
import io.restoreverifier.coverage.Question.Answer;
import io.restoreverifier.model.EntryLabels;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.NotDue;
import io.restoreverifier.model.Outcome;
import io.restoreverifier.model.Stage;
import io.restoreverifier.source.BesideArtifacts;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What exists, held against the whole catalog: an entry of its own, in runs in which nothing was picked by hand, and there
 * of the first shard. It comes after all others, since what they found tells whether an entry was ever verified.
 *
 * @param zone in which days of {@code ignore:} end
 */
record CoverageEntry(Coverage coverage, EntryLabels labels, ZoneId zone, Entries entries) {
    static final String NAME = "coverage";

    /** A folder with a million files, or a server at the other end of the world. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** For all of it, and what hangs in it. */
    private static final Duration LIMIT = Duration.ofMinutes(10);

    /**
     * The whole catalog.
     *
     * @param covers what each entry says that it covers
     * @param others names of applications and of storage, which have no artifact of their own
     */
    record Entries(List<Plan> plans, Map<String, List<String>> covers, List<String> others) {
        Entries {
            plans = List.copyOf(plans);
            covers = Map.copyOf(covers);
            others = List.copyOf(others);
        }

        List<String> names() {
            return Stream.concat(plans.stream().map(Plan::name), others.stream())
                    .toList();
        }

        List<String> coveredBy(Plan plan) {
            return covers.getOrDefault(plan.name(), List.of());
        }

        Declared declared(Newest newest) {
            Plan plan = newest.plan();
            return new Declared(plan.name(), plan.restorer().kind(), coveredBy(plan), newest.database());
        }
    }

    /** Begins to wait for the others; the outcome comes whatever happens. */
    CompletableFuture<Outcome> begin(
            List<CompletableFuture<Outcome>> running,
            List<NotDue> notDue,
            Surroundings run,
            ScheduledExecutorService alarms) {
        CompletableFuture<Outcome> outcome = new CompletableFuture<>();
        Thread thread = new Thread(
                () -> {
                    List<Outcome> ended =
                            running.stream().map(CompletableFuture::join).toList();
                    outcome.complete(outcome(ended, notDue, run, alarms));
                },
                NAME);
        thread.setDaemon(true);
        thread.start();
        return outcome;
    }

    /** Of a run that ended before. */
    Outcome without(Finding reason, Instant started) {
        return Outcomes.without(NAME, Outcome.OF_COVERAGE, labels, reason, started);
    }

    private Outcome outcome(
            List<Outcome> ended, List<NotDue> notDue, Surroundings run, ScheduledExecutorService alarms) {
        Instant started = Instant.now();
        Outcome outcome;
        try (Expiry expiry = new Expiry(LIMIT, new Stopwatch(), alarms)) {
            Ignoring ignoring = new Ignoring(coverage.ignored(), zone, run.now());
            Story story = new Story(NAME, run.progress(), expiry, ignoring);
            story.stage(Stage.LOCATE, "what exists", () -> look(run, story)).ifPresent(seen -> {
                story.stage(Stage.CHECK, "held against " + entries.names().size() + " in the catalog", () -> {
                    List<Declared> declared =
                            seen.newest().stream().map(entries::declared).toList();
                    story.check(Coverage.held(seen.answers(), declared));
                    story.check(List.of(
                            EveryEntry.hasArtifacts(seen.newest()),
                            EveryEntry.wasVerified(entries.names(), ended, notDue, run.past())));
                    return seen;
                });
            });
            story.demandEvidence();
            story.tellWhatIsIgnoredInVain();
            outcome = Outcomes.ofCoverage(NAME, labels, story, run, started);
        } catch (RuntimeException | Error e) {
            outcome = without(Story.internalError(Stage.LOCATE, e), started);
        }
        run.progress().finished(outcome);
        return outcome;
    }

    /** All that was seen at one time. */
    private record Sight(List<Answer> answers, List<Newest> newest) {}

    private Sight look(Surroundings run, Story story) {
        story.find(Ignoring.expired(coverage.ignored(), zone, run.now()));
        Path heads = run.folder().folder(NAME);
        List<Newest> newest = Looks.at(
                entries.plans(),
                plan -> Newest.of(plan, run.now(), needsItsDatabase(plan), heads),
                PATIENCE,
                Newest::unknown);
        List<Answer> answers = Looks.at(coverage.questions(taken()), Question::ask, PATIENCE, Question::unanswered);
        return new Sight(answers, newest);
    }

    private boolean needsItsDatabase(Plan plan) {
        return entries.coveredBy(plan).isEmpty() && plan.restorer().kind().equals("database");
    }

    private Predicate<String> taken() {
        List<Predicate<String>> takers =
                entries.plans().stream().flatMap(Plan::takes).toList();
        return location -> {
            String name = location.substring(location.lastIndexOf('/') + 1);
            return BesideArtifacts.isChecksum(name)
                    || BesideArtifacts.isNeverTaken(name)
                    || takers.stream().anyMatch(taker -> taker.test(location));
        };
    }
}
