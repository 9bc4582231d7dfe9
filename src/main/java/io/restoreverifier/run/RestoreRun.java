package io.restoreverifier.run;

import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.CatalogException;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Masking;
import io.restoreverifier.model.Outcome;
import io.restoreverifier.model.RunResult;
import io.restoreverifier.model.Suggestions;
import io.restoreverifier.report.AllureCommandLine;
import io.restoreverifier.report.ConsoleProgress;
import io.restoreverifier.report.Report;
import io.restoreverifier.report.ReportFolder;
import io.restoreverifier.sandbox.RunFolder;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/**
 * One run over a catalog, from reading it to its report. Opened once, closed once; {@link #close()} ends what still runs
 * and writes the report. Safe for use by several threads.
 */
public final class RestoreRun implements AutoCloseable {
    private final RunOptions options;
    private final Prepared prepared;
    private final Report report;
    private final ConsoleProgress progress;
    private final RunFolder folder;
    private final Engine engine;
    private final Schedule schedule;
    private final Surroundings surroundings;
    private final Instant started;
    private final Map<String, Future<Outcome>> outcomes = new LinkedHashMap<>();
    private final List<Outcome> ofJavaTests = new ArrayList<>();
    /** For Ctrl-C and time-outs of the build: restored production data must not outlive the run. */
    private final Thread onExit = new Thread(this::dispose, "restore-verifier-disposal");

    private boolean closed;

    private RestoreRun(RunOptions options, Prepared prepared, Clock clock) {
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
        RunFolder.sweep(temporary);
        this.options = options;
        this.prepared = prepared;
        this.started = clock.instant();
        Masking masking = Masking.of(prepared.catalog().secrets());
        this.report = new Report(
                new ReportFolder(options.report()),
                AllureCommandLine.in(options.allure(), options.historyFolder()),
                masking);
        this.progress = new ConsoleProgress(System.out, clock, masking);
        this.folder = RunFolder.create(temporary);
        this.engine = new Engine(options.sandbox(), folder, prepared.catalog().images());
        this.schedule = new Schedule(options.parallel().orElseGet(Schedule::defaultParallelism));
        Instant now = options.now().or(() -> prepared.catalog().now()).orElse(started);
        this.surroundings = new Surroundings(engine::sandboxes, folder, now, progress, masking);
        Runtime.getRuntime().addShutdownHook(onExit);
        report.clear();
    }

    /**
     * Reads the catalog; nothing is run yet.
     *
     * @throws CatalogException that names everything that is wrong with the catalog or the options
     */
    public static RestoreRun open(RunOptions options) {
        return new RestoreRun(options, Prepared.read(options), Clock.systemDefaultZone());
    }

    /** The entries that were chosen, critical ones first. */
    public List<String> entries() {
        return Stream.concat(
                        prepared.plans().stream().map(Plan::name),
                        prepared.unsupported().stream().map(u -> u.name()))
                .toList();
    }

    /** Begins every verification that was chosen; a second call does nothing. */
    public synchronized void begin() {
        if (outcomes.isEmpty()) {
            outcomes.putAll(schedule.begin(prepared.plans(), surroundings));
            prepared.unsupported().forEach(u -> outcomes.put(u.name(), Unsupported.outcome(u, surroundings)));
        }
    }

    /** Waits for the outcome of an entry that was begun. */
    public Outcome outcome(String entry) throws InterruptedException {
        Future<Outcome> outcome;
        synchronized (this) {
            outcome = outcomes.get(entry);
        }
        if (outcome == null) {
            throw new IllegalArgumentException(entry + " was not begun");
        }
        try {
            return outcome.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a verification must end with an outcome", e);
        }
    }

    /**
     * Restores the newest artifact of a backup for a test written in Java.
     *
     * @param test its name in the report
     * @throws CannotTell when the catalog has no such backup
     */
    public JavaTest restoreFor(String backup, String test) {
        Plan plan = prepared.plan(backup)
                .orElseThrow(() -> new CannotTell(
                        FindingCode.NOT_SUPPORTED,
                        test + ": the catalog has no backup " + backup,
                        Suggestions.hint(backup, prepared.names())));
        return new JavaTest(test, plan, surroundings, schedule.alarms(), this::add);
    }

    private synchronized void add(Outcome outcome) {
        ofJavaTests.add(outcome);
        progress.finished(outcome);
    }

    /** What is known so far; verifications that have not ended are not in it. */
    private synchronized RunResult result() {
        List<Outcome> all = new ArrayList<>();
        for (Future<Outcome> outcome : outcomes.values()) {
            if (outcome.isDone() && !outcome.isCancelled()) {
                all.add(ended(outcome));
            }
        }
        all.addAll(ofJavaTests);
        return new RunResult(
                folder.runId(),
                started,
                Instant.now(),
                surroundings.now(),
                engine.kind(),
                options.version(),
                engine.environment(options),
                all);
    }

    private static Outcome ended(Future<Outcome> outcome) {
        try {
            return outcome.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException("an outcome that is there must be readable", e);
        }
    }

    /** Ends the run: disposes of every sandbox, then writes the report and a summary on the console. */
    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        Runtime.getRuntime().removeShutdownHook(onExit);
        dispose();
        RunResult result = result();
        report.write(result);
        progress.summary(result, report.folder());
    }

    private void dispose() {
        schedule.close();
        engine.close();
        folder.close();
    }
}
