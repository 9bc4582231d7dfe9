package io.restoreverifier.run;

import io.restoreverifier.history.History;
import io.restoreverifier.history.LastPassed;
import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.CatalogException;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Masking;
import io.restoreverifier.model.Outcome;
import io.restoreverifier.model.RunResult;
import io.restoreverifier.model.Stage;
import io.restoreverifier.report.AllureCommandLine;
import io.restoreverifier.report.ConsoleProgress;
import io.restoreverifier.report.Executor;
import io.restoreverifier.report.Report;
import io.restoreverifier.report.ReportFolder;
import io.restoreverifier.sandbox.Capacity;
import io.restoreverifier.sandbox.RunFolder;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * One run over a catalog, from reading it to its report. Opened once, closed once; {@link #close()} ends what still runs
 * and writes the report. Safe for use by several threads.
 */
public final class RestoreRun implements AutoCloseable {
    private static final Finding UNFINISHED = Finding.error(
            FindingCode.INTERRUPTED,
            Stage.LOCATE,
            "",
            "the run ended before this backup was verified",
            "was the build stopped, or did it run into a time-out?");

    /** Who has pressed Ctrl-C waits for the prompt. */
    private static final Duration PAGE_ON_EXIT = Duration.ofSeconds(15);

    /** For all that hear of a run. */
    private static final Duration TELLING = Duration.ofMinutes(5);

    /** For the newest artifacts of what is not due: whoever does not answer is verified. */
    private static final Duration LOOK = Duration.ofSeconds(30);

    /** Longer than an engine takes to restart, for each step. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final RunOptions options;
    private final Prepared prepared;
    private final Due due;
    private final Report report;
    private final ConsoleProgress progress;
    private final Outlets outlets;
    private final Aftermath aftermath;
    private final RunFolder folder;
    private final long disk;
    private final Engine engine;
    private final Schedule schedule;
    private final Surroundings surroundings;
    private final Verifications verifications;
    private final JavaTests javaTests;
    private final Instant started;
    /** Whether earlier runs have left sandboxes. */
    private final boolean debris;

    /** For Ctrl-C and time-outs of the build: restored production data must not outlive the run. */
    private final Thread onExit = new Thread(this::interrupted, "restore-verifier-disposal");
    /** Whoever comes second waits for the first, since a machine that ends does not wait for it. */
    private final Object closing = new Object();

    private boolean closed;

    private RestoreRun(RunOptions options, Prepared prepared, Clock clock) {
        this.debris = RunFolder.sweep(temporary());
        this.options = options;
        this.prepared = prepared;
        this.started = clock.instant();
        Masking masking = Masking.of(prepared.catalog().secrets());
        this.report = report(options, masking);
        this.progress = new ConsoleProgress(System.out, clock, masking);
        this.outlets = new Outlets(prepared.outlets(), masking);
        this.folder = RunFolder.create(temporary());
        this.disk = folder.freeSpace();
        this.engine = new Engine(options.sandbox(), folder, prepared.catalog().images(), options.postgresql());
        this.schedule = new Schedule(options.parallel().orElseGet(Schedule::defaultParallelism));
        Instant now = options.now().or(() -> prepared.catalog().now()).orElse(started);
        this.due = due(options, prepared, now, started);
        History.unpackInto(folder.folder("h"));
        Keeping history = Keeping.open(options, prepared.keepRuns(), now);
        this.aftermath = new Aftermath(history, due, outlets, progress);
        this.surroundings = new Surroundings(
                engine::sandboxes,
                new Admission(this::capacity, schedule),
                folder,
                now,
                outlets.beside(progress),
                history.past(),
                masking);
        this.verifications = new Verifications(prepared, due, schedule, surroundings);
        this.javaTests = new JavaTests(prepared, surroundings, schedule.alarms(), progress::finished);
        progress.leftOut(due.notDue());
        progress.expect(verifications.names());
        Runtime.getRuntime().addShutdownHook(onExit);
    }

    /**
     * Reads the catalog; nothing is run yet.
     *
     * @throws CatalogException that names everything that is wrong with the catalog or the options
     */
    public static RestoreRun open(RunOptions options) {
        // First of all: yesterday's report must not stand beside a catalog that cannot be read today.
        report(options, Masking.NONE).clear();
        return new RestoreRun(options, Prepared.read(options), Clock.systemDefaultZone());
    }

    private static Path temporary() {
        return Path.of(System.getProperty("java.io.tmpdir"));
    }

    private static Due due(RunOptions options, Prepared prepared, Instant now, Instant clock) {
        LastPassed history = new LastPassed(options.historyFolder());
        return options.only().isBlank()
                ? Due.of(prepared.plans(), history, new Due.Night(now, clock, LOOK))
                : Due.all(prepared.plans(), history);
    }

    /** Memory is wanted by sandboxes only, so that it is known when they are. */
    private Capacity capacity() {
        Capacity sandboxes = engine.capacity();
        return new Capacity(sandboxes.memory(), Math.min(disk, sandboxes.disk()));
    }

    private static Report report(RunOptions options, Masking masking) {
        AllureCommandLine allure = AllureCommandLine.in(options.allure(), options.historyFolder());
        return new Report(new ReportFolder(options.report()), allure, masking, Executor.of(System.getenv()));
    }

    /** The entries that were chosen and are due, critical ones first, and last what exists beside them. */
    public List<String> entries() {
        return verifications.names();
    }

    /** Begins every verification that was chosen; a second call does nothing. */
    public void begin() {
        verifications.begin(() -> {
            outlets.runBegins(folder.runId(), Instant.now());
            if (due.plans().stream().anyMatch(plan -> plan.restorer().opensSandbox())) {
                engine.connectAhead();
            }
        });
    }

    /** Waits for the outcome of an entry that was begun. */
    public Outcome outcome(String entry) throws InterruptedException {
        return verifications.await(entry);
    }

    /**
     * Restores the newest artifact of a backup for a test written in Java.
     *
     * @param test its name in the report
     * @throws CannotTell when the catalog has no such backup
     */
    public JavaTest restoreFor(String backup, String test) {
        return javaTests.restore(backup, test);
    }

    /** Says of everything that has not ended by now that it is not known, whatever disposal will make it look like. */
    private List<Outcome> decide() {
        return Stream.concat(
                        verifications.decided(UNFINISHED, started).stream(),
                        javaTests.decided(UNFINISHED, started).stream())
                .toList();
    }

    private RunResult result(List<Outcome> all) {
        return new RunResult(
                folder.runId(),
                started,
                Instant.now(),
                surroundings.now(),
                options.shard().strip(),
                engine.kind(),
                options.version(),
                environment(),
                all,
                due.notDue());
    }

    private Map<String, String> environment() {
        Map<String, String> environment = new LinkedHashMap<>(engine.environment(options));
        report.executor().map(Executor::build).ifPresent(build -> environment.put("build", build));
        return environment;
    }

    /**
     * Ends the run: disposes of every sandbox, then writes the report and a summary on the console. A second call waits
     * for the first.
     *
     * @throws IllegalStateException when something could not be disposed of; the report is written all the same
     */
    @Override
    public void close() {
        end(report, TELLING);
    }

    /** The machine is ending: no time for more than the user can wait for at a prompt. */
    private void interrupted() {
        try {
            end(report.withAllure(report.allure().within(PAGE_ON_EXIT)), PAGE_ON_EXIT);
        } catch (RuntimeException e) {
            System.err.println(e.getMessage());
        }
    }

    private void end(Report writing, Duration patience) {
        synchronized (closing) {
            if (closed) {
                return;
            }
            closed = true;
            keepFromEndingTwice();
            List<Outcome> all = decide();
            List<String> troubles = dispose();
            Duration look = patience.equals(TELLING) ? LOOK : Duration.ZERO;
            aftermath.of(GroundSurvey.told(result(all), prepared, surroundings, look), troubles, writing, patience);
        }
    }

    private void keepFromEndingTwice() {
        try {
            Runtime.getRuntime().removeShutdownHook(onExit);
        } catch (IllegalStateException e) {
            // The shutdown has begun; its hook waits for this thread, or is this thread.
        }
    }

    /** Containers first, since data in them is what must not stay, and again when nobody opens any more. */
    private List<String> dispose() {
        return new Disposal(PATIENCE)
                .of("what still runs", schedule::interrupt)
                .of("sandboxes", engine::close)
                .of("verifications", schedule::close)
                .of("sandboxes that came late", engine::close)
                .of("sandboxes of earlier runs", debris ? engine::sweep : () -> {})
                .of("the folder of the run", folder::close)
                .of("folders of earlier runs", () -> RunFolder.sweep(temporary()))
                .troubles();
    }
}
