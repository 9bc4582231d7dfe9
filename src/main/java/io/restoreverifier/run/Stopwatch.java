package io.restoreverifier.run;

import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * The time that a verification is answerable for: since it began, without what it waited for its turn. It waits in one
 * thread; any thread may read.
 */
final class Stopwatch {
    private final long begun = System.nanoTime();
    private long stood;
    private @Nullable Long standingSince;

    synchronized Duration running() {
        return Duration.ofNanos(System.nanoTime() - begun).minus(stood());
    }

    /** How long it stood still, up to now. */
    synchronized Duration stood() {
        long present = standingSince == null ? 0 : System.nanoTime() - standingSince;
        return Duration.ofNanos(stood + present);
    }

    /** Stands still while something is waited for. */
    <T> T stopWhile(Callable<T> waiting) throws Exception {
        stop();
        try {
            return waiting.call();
        } finally {
            go();
        }
    }

    private synchronized void stop() {
        standingSince = System.nanoTime();
    }

    private synchronized void go() {
        if (standingSince != null) {
            stood += System.nanoTime() - standingSince;
            standingSince = null;
        }
    }
}
