package io.restoreverifier.run;

import io.restoreverifier.application.ApplicationCheck;
import io.restoreverifier.application.Launch;
import io.restoreverifier.application.Launcher;
import io.restoreverifier.application.StartedApplication;
import io.restoreverifier.application.Visit;
import io.restoreverifier.check.RtoCheck;
import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.CheckResult;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Objective;
import io.restoreverifier.model.Outcome;
import io.restoreverifier.model.Stage;
import io.restoreverifier.model.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The story of one application: its parts are proven, restored, the application is started on them, and asked. */
final class ApplicationVerification {
    /** Keys that every entry may have, and that mean something to backups alone. */
    static final List<String> NOT_ACTED_ON = List.of("every", "line", "keep");

    private final ApplicationPlan plan;
    private final Surroundings run;
    private final Expiry expiry;
    private final Story story;
    private final ApplicationParts parts;
    private final Instant started = Instant.now();
    private Optional<StartedApplication> application = Optional.empty();
    private Duration notCounted = Duration.ZERO;
    private Optional<Duration> recovery = Optional.empty();

    ApplicationVerification(ApplicationPlan plan, Surroundings run, Expiry expiry) {
        this.plan = plan;
        this.run = run;
        this.expiry = expiry;
        this.story = new Story(plan.name(), run.progress(), expiry, new Ignoring(plan.entry(), run.now()));
        this.parts = new ApplicationParts(plan, run, expiry);
    }

    /** @param entries of the parts in this run; each has an outcome of its own, which is waited for */
    Outcome verify(PartEntries entries) {
        Optional<Map<String, Outcome>> proven = story.stage(Stage.LOCATE, "waiting for the parts", () -> {
            Locating.tellWhatIsNotActedOn(plan.entry(), NOT_ACTED_ON, story);
            story.find(Ignoring.expired(plan.entry(), run.now()));
            Map<String, Outcome> outcomes = entries.await(expiry.watch());
            plan.needs()
                    .forEach(
                            need -> Optional.ofNullable(outcomes.get(need.plan().name()))
                                    .flatMap(outcome -> PartTrouble.in(need, outcome))
                                    .ifPresent(story::find));
            return outcomes;
        });
        if (proven.isPresent() && story.soFar() == Verdict.PASSED) {
            try {
                restore(proven.get());
            } finally {
                dispose();
            }
        }
        story.demandEvidence();
        story.tellWhatIsIgnoredInVain();
        Outcome outcome = Outcomes.ofApplication(plan, story, run, rto(), started);
        run.progress().finished(outcome);
        return outcome;
    }

    private void restore(Map<String, Outcome> proven) {
        boolean restored = story.stage(Stage.RESTORE, plan.needs().size() + " parts", () -> {
                    List<Finding> troubles = parts.restore(proven);
                    story.find(troubles);
                    story.note(parts.notes());
                    return troubles.isEmpty();
                })
                .orElse(false);
        if (restored
                && story.stage(Stage.START, plan.start().image(), this::start).orElse(false)) {
            story.stage(Stage.CHECK, plan.checks().size() + " checks", this::check);
        }
    }

    private boolean start() {
        long begun = System.nanoTime();
        Launcher launcher = new Launcher(plan.start(), parts.ingredients(), plan.checks());
        run.sandboxes().get().prepare(launcher.equipment());
        run.admission().claim(run.sandboxes().get().need(0, plan.limits()), expiry.watch());
        notCounted = Duration.ofNanos(System.nanoTime() - begun);
        // Whatever waits for the application waits for its sandbox or its parts.
        expiry.holding(parts::close);
        Launch launch = launcher.launch();
        story.find(launch.findings());
        story.attach(launch.attachments());
        application = launch.application();
        application.ifPresent(this::tell);
        return application.isPresent();
    }

    private void tell(StartedApplication ready) {
        expiry.holding(ready::close);
        Duration start = story.running().minus(notCounted);
        CriticalPath path = new CriticalPath(parts.times(), start, plan.entry().rto());
        recovery = Optional.of(path.whole());
        story.note(ready.notes());
        story.note(List.of(path.inWords()));
        story.attach(List.of(path.drawn()));
        plan.start().files().keySet().stream()
                .sorted()
                .forEach(file -> story.note(List.of("given by the operator, in no backup: file " + file)));
    }

    private boolean check() {
        List<CheckResult> results = new ArrayList<>();
        try (Visit visit = Visit.of(application.orElseThrow(), plan.start().port(), parts.databases())) {
            for (ApplicationCheck check : plan.checks()) {
                results.addAll(answer(check, visit));
            }
            story.attach(visit.attachments());
        }
        results.add(RtoCheck.answer(rto()));
        story.check(results);
        return true;
    }

    /** One that throws is not known and does not keep the others from being put. */
    private List<CheckResult> answer(ApplicationCheck check, Visit visit) {
        long begun = System.nanoTime();
        List<CheckResult> results;
        try {
            results = check.put(visit, expiry.left());
        } catch (CannotTell e) {
            CannotTell cause = visit.exhaustion().orElse(e);
            results = List.of(unknown(check, cause.toFinding(Stage.CHECK)));
        } catch (RuntimeException e) {
            results = List.of(unknown(check, Story.internalError(Stage.CHECK, e)));
        }
        Duration each = Duration.ofNanos((System.nanoTime() - begun) / results.size());
        return results.stream().map(result -> result.lasting(each)).toList();
    }

    private CheckResult unknown(ApplicationCheck check, Finding why) {
        Finding finding = expiry.timedOut(Stage.CHECK).orElse(why);
        return CheckResult.withFinding(check.name(), "", "an answer", finding.message(), finding);
    }

    /** The critical path: the slowest part, then build, start and readiness. */
    private Objective rto() {
        return new Objective(plan.entry().rto(), recovery);
    }

    private void dispose() {
        expiry.calm();
        story.stage(Stage.DISPOSE, "", () -> {
            expiry.holding(() -> {});
            try {
                application.ifPresent(StartedApplication::close);
            } catch (RuntimeException e) {
                throw new CannotTell(
                        FindingCode.NOT_DISPOSED,
                        "the sandbox could not be removed: " + e.getClass().getSimpleName(),
                        "it ends by itself at its deadline; does the engine still answer?",
                        e);
            } finally {
                parts.close();
            }
            return true;
        });
        story.find(parts.leftovers());
        run.admission().release(expiry.watch());
    }
}
