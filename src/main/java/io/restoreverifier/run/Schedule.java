package io.restoreverifier.run;

import io.restoreverifier.model.Durations;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Outcome;
import io.restoreverifier.model.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Runs many verifications, so many at once, in the order given: critical entries first. */
final class Schedule implements Admission.Seats, AutoCloseable {
    /** For disposal after the time limit; whoever does not answer by then is given up. */
    private static final Duration GRACE = Duration.ofMinutes(2);

    private static final Duration DISPOSAL = Duration.ofSeconds(10);

    private final int parallel;
    private final ThreadPoolExecutor workers;
    private final ScheduledExecutorService alarms;
    private int left;

    Schedule(int parallel) {
        this.parallel = parallel;
        AtomicInteger count = new AtomicInteger();
        this.workers = new ThreadPoolExecutor(
                parallel,
                parallel,
                0,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                r -> daemon(r, "verification-" + count.incrementAndGet()));
        this.alarms = Executors.newScheduledThreadPool(2, r -> daemon(r, "time-limits"));
    }

    /** Something that has an outcome of its own. */
    interface Entry {
        String name();

        Duration timeout();

        /** Has an outcome whatever happens. */
        Outcome outcome(Surroundings run, Stopwatch watch, ScheduledExecutorService alarms);

        /** The outcome when it does not come to one. */
        Outcome without(Finding reason, Instant started);
    }

    /** Begins at once; each future ends with an outcome, whatever happens, unless the schedule is closed before. */
    Map<String, CompletableFuture<Outcome>> begin(List<? extends Entry> entries, Surroundings run) {
        Map<String, CompletableFuture<Outcome>> outcomes = new LinkedHashMap<>();
        for (Entry entry : entries) {
            CompletableFuture<Outcome> outcome = new CompletableFuture<>();
            outcomes.put(entry.name(), outcome);
            workers.execute(() -> verify(entry, run, outcome));
        }
        return outcomes;
    }

    private void verify(Entry entry, Surroundings run, CompletableFuture<Outcome> outcome) {
        Duration patience = entry.timeout().plus(GRACE);
        Instant started = Instant.now();
        Stopwatch watch = new Stopwatch();
        Alarm giveUp = Alarm.set(
                watch, patience, alarms, () -> abandon(outcome, entry.without(doesNotAnswer(patience), started)));
        outcome.complete(entry.outcome(run, watch, alarms));
        giveUp.cancel();
    }

    /** A read that nothing wakes, such as of a dead network mount, must not hold up the others. */
    private void abandon(CompletableFuture<Outcome> outcome, Outcome unknown) {
        if (outcome.complete(unknown)) {
            addWorker();
        }
    }

    /** Whoever waits for room lets another work meanwhile; not without end, since each keeps its artifact's copy. */
    @Override
    public synchronized void leave() {
        left++;
        if (left <= parallel) {
            addWorker();
        }
    }

    @Override
    public synchronized void takeAgain() {
        if (left <= parallel) {
            workers.setCorePoolSize(workers.getCorePoolSize() - 1);
            workers.setMaximumPoolSize(workers.getMaximumPoolSize() - 1);
        }
        left--;
    }

    private synchronized void addWorker() {
        workers.setMaximumPoolSize(workers.getMaximumPoolSize() + 1);
        workers.setCorePoolSize(workers.getCorePoolSize() + 1);
    }

    private static Finding doesNotAnswer(Duration patience) {
        return Finding.error(
                FindingCode.TIMED_OUT,
                Stage.LOCATE,
                "",
                "the verification does not answer, " + Durations.format(patience) + " after it began",
                "does the source hang, as a dead network mount does?");
    }

    ScheduledExecutorService alarms() {
        return alarms;
    }

    /** Two at once, or half the cores: a restore keeps about two busy. Memory and disk are {@link Admission}'s. */
    static int defaultParallelism() {
        return Math.max(2, Runtime.getRuntime().availableProcessors() / 2);
    }

    /** Interrupts what still runs, and begins nothing more. */
    void interrupt() {
        workers.shutdownNow();
    }

    /** Interrupts what still runs, and waits a little for it to be disposed of. */
    @Override
    public void close() {
        interrupt();
        try {
            if (!workers.awaitTermination(DISPOSAL.toSeconds(), TimeUnit.SECONDS)) {
                System.err.println("verifications did not end within " + Durations.format(DISPOSAL));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        alarms.shutdownNow();
    }

    private static Thread daemon(Runnable body, String name) {
        Thread thread = new Thread(body, name);
        thread.setDaemon(true);
        return thread;
    }
}
