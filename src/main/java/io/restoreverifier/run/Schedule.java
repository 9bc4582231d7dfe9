package io.restoreverifier.run;

import io.restoreverifier.model.Durations;
import io.restoreverifier.model.Outcome;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Runs many verifications, so many at once, in the order given: critical entries first. */
final class Schedule implements AutoCloseable {
    private static final Duration DISPOSAL = Duration.ofSeconds(30);

    private final ExecutorService workers;
    private final ScheduledExecutorService alarms;

    Schedule(int parallel) {
        AtomicInteger count = new AtomicInteger();
        this.workers =
                Executors.newFixedThreadPool(parallel, r -> daemon(r, "verification-" + count.incrementAndGet()));
        this.alarms = Executors.newSingleThreadScheduledExecutor(r -> daemon(r, "time-limits"));
    }

    /** Begins at once; each future ends with an outcome, whatever happens. */
    Map<String, Future<Outcome>> begin(List<Plan> plans, Surroundings run) {
        Map<String, Future<Outcome>> outcomes = new LinkedHashMap<>();
        for (Plan plan : plans) {
            outcomes.put(plan.name(), workers.submit(() -> new Verification(plan, run, alarms).outcome()));
        }
        return outcomes;
    }

    ScheduledExecutorService alarms() {
        return alarms;
    }

    /** Two at once, or half the cores; each sandbox is refused on its own when memory does not suffice for it. */
    static int defaultParallelism() {
        return Math.max(2, Runtime.getRuntime().availableProcessors() / 2);
    }

    /** Interrupts what still runs, and waits a while for it to be disposed of. */
    @Override
    public void close() {
        workers.shutdownNow();
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
