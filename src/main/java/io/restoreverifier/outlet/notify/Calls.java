package io.restoreverifier.outlet.notify;

import io.restoreverifier.outlet.OutletException;
import io.restoreverifier.outlet.Retries;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Calls to monitors, in order for each backup and beside whatever else goes on. For any number of threads. */
final class Calls {
    private static final int AT_ONCE = 8;
    /** For one call with all its attempts. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Web web = new Web();
    private final Duration timeout;
    private final Retries retries;
    private final ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE, Calls::daemon);
    private final Map<String, CompletableFuture<Void>> chains = new LinkedHashMap<>();
    private final Set<String> untold = new LinkedHashSet<>();

    Calls(Duration timeout, Retries retries) {
        this.timeout = timeout;
        this.retries = retries;
    }

    /** Returns at once. */
    synchronized void call(Monitor monitor, Monitor.Beat beat) {
        CompletableFuture<Void> before = chains.getOrDefault(beat.backup(), CompletableFuture.completedFuture(null));
        chains.put(beat.backup(), before.thenRunAsync(() -> now(monitor, beat, PATIENCE), threads));
    }

    /** Waits for all calls that were asked for, and says which of them failed; one line for each backup at most. */
    List<String> finish(Duration patience) {
        CompletableFuture<?> all;
        synchronized (this) {
            all = CompletableFuture.allOf(chains.values().toArray(CompletableFuture[]::new));
        }
        try {
            all.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            note("not every monitor could be called in time");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            note("was interrupted");
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            note("unexpected " + cause.getClass().getSimpleName());
        }
        synchronized (this) {
            return List.copyOf(untold);
        }
    }

    /** Makes the last call of all, and says what was wrong with it. */
    List<String> last(Monitor monitor, Monitor.Beat beat, Duration patience) {
        synchronized (this) {
            untold.clear();
            chains.clear();
            chains.put(beat.backup(), CompletableFuture.runAsync(() -> now(monitor, beat, patience), threads));
        }
        return finish(patience);
    }

    /** Nothing is called any more. */
    void stop() {
        threads.shutdownNow();
    }

    private void now(Monitor monitor, Monitor.Beat beat, Duration patience) {
        try {
            retries.tell(timeout, patience, limit -> web.send(monitor.request(beat), limit));
        } catch (OutletException e) {
            note(beat.backup() + ": " + e.getMessage());
        }
    }

    private synchronized void note(String trouble) {
        untold.add(trouble);
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "restore-verifier-heartbeat");
        thread.setDaemon(true);
        return thread;
    }
}
