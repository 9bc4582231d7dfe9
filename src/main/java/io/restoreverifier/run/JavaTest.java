package io.restoreverifier.run;

import io.restoreverifier.check.DoesNotHold;
import io.restoreverifier.check.Subject;
import io.restoreverifier.model.Artifact;
import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.CheckResult;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Outcome;
import io.restoreverifier.model.Restored;
import io.restoreverifier.model.RestoredDatabase;
import io.restoreverifier.model.RestoredFiles;
import io.restoreverifier.model.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;

/** A restore test written in Java: a backup restored once, and what the methods of the class found. */
public final class JavaTest {
    private final String name;
    private final Plan plan;
    private final Surroundings run;
    private final Consumer<Outcome> report;
    private final Expiry expiry;
    private final Story story;
    private final Instant started = Instant.now();
    private final long checksBegun;
    private final List<CheckResult> results = new ArrayList<>();
    private Optional<Artifact> artifact = Optional.empty();
    private Optional<Attempt> attempt = Optional.empty();
    private Optional<Subject> subject = Optional.empty();

    JavaTest(String name, Plan plan, Surroundings run, ScheduledExecutorService alarms, Consumer<Outcome> report) {
        this.name = name;
        this.plan = plan;
        this.run = run;
        this.report = report;
        this.expiry = new Expiry(plan.backup().timeout(), new Stopwatch(), alarms);
        this.story = new Story(name, run.progress(), expiry, new Ignoring(plan.backup(), run.now()));
        restore();
        this.checksBegun = System.nanoTime();
    }

    private void restore() {
        List<Artifact> artifacts = story.stage(Stage.LOCATE, "", () -> Locating.locate(plan, run, story))
                .orElse(List.of());
        if (artifacts.isEmpty()) {
            return;
        }
        artifact = Optional.of(artifacts.get(0));
        attempt = Optional.of(new Attempt(plan, artifacts.get(0), run, story, expiry));
        subject = attempt.get().restore(plan.backup().rpo());
    }

    /** What came back, ready to be asked; empty when it did not, and the report says why. */
    public Optional<Restored> restored() {
        return subject.map(JavaTest::asked);
    }

    private static Restored asked(Subject subject) {
        if (subject.restored() instanceof RestoredDatabase database) {
            return AskedDatabase.of(database, subject);
        }
        return subject.restored() instanceof RestoredFiles files ? new AskedFiles(files, subject) : subject.restored();
    }

    /** A method held. */
    public void passed(String method) {
        results.add(CheckResult.passed("test", method, "holds", "holds"));
    }

    /** A method did not hold, or could not tell: only an assertion speaks about the backup. */
    public void failed(String method, Throwable cause) {
        if (cause instanceof DoesNotHold known) {
            known.findings().forEach(finding -> failed(method, finding));
            return;
        }
        if (cause instanceof CannotTell unknown) {
            failed(method, unknown.toFinding(Stage.CHECK));
            return;
        }
        boolean assertion = cause instanceof AssertionError;
        Finding finding = Finding.error(
                assertion ? FindingCode.TEST_FAILED : FindingCode.TOOL_FAILED,
                Stage.CHECK,
                method,
                method
                        + (assertion
                                ? ": an assertion does not hold"
                                : ": ended with " + cause.getClass().getSimpleName()),
                "its message is in the build's log, and not here since it may carry rows");
        results.add(CheckResult.withFinding("test", method, "holds", "does not", finding));
    }

    /** The checks of the catalog carry no row in what they say. */
    private void failed(String method, Finding finding) {
        Finding ofMethod = new Finding(
                finding.code(),
                finding.severity(),
                Stage.CHECK,
                method,
                method + ": " + finding.message(),
                finding.hint());
        results.add(CheckResult.withFinding("test", method, "holds", finding.message(), ofMethod));
    }

    /** Ends the sandbox and hands the outcome to the report. */
    public Outcome end() {
        Duration took = Duration.ofNanos(System.nanoTime() - checksBegun);
        story.answered(results, took);
        attempt.ifPresent(Attempt::close);
        story.demandEvidence();
        expiry.close();
        Outcome outcome = Outcomes.of(name, "test", plan, run, story, artifact, attempt, started);
        report.accept(outcome);
        return outcome;
    }
}
