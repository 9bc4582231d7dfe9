package io.restoreverifier.restore;

import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.FindingCode;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Breaks a connection when the time for a restore is over, or when its thread is interrupted, which waits for an answer and
 * would not notice. Made by that thread, closed by it.
 */
final class ConnectionGuard implements AutoCloseable {
    private static final long LOOK_MILLIS = 200;

    private final Duration limit;
    private final long begun = System.nanoTime();
    private final Thread thread = Thread.currentThread();
    private final ScheduledExecutorService clock;
    private volatile @Nullable Connection guarded;

    ConnectionGuard(Duration limit) {
        this.limit = limit;
        this.clock = Executors.newSingleThreadScheduledExecutor(body -> {
            Thread watcher = new Thread(body, "connection-guard");
            watcher.setDaemon(true);
            return watcher;
        });
        clock.scheduleWithFixedDelay(this::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Guards this one from now on. */
    void guard(Connection connection) {
        guarded = connection;
    }

    /** @throws CannotTell when it was the guard that broke the connection, or is about to */
    void throwIfBroken() {
        if (isLate()) {
            throw new CannotTell(
                    FindingCode.TIMED_OUT,
                    "the restore did not end within " + limit.toSeconds() + " s",
                    "give the backup more time with `timeout:`, or look at why it is slow");
        }
        if (thread.isInterrupted()) {
            throw new CannotTell(FindingCode.INTERRUPTED, "the restore was interrupted", "");
        }
    }

    private void look() {
        Connection connection = guarded;
        if (connection != null && (isLate() || thread.isInterrupted())) {
            try {
                connection.abort(Runnable::run);
            } catch (SQLException e) {
                // It is broken already, which is all that was wanted.
            }
        }
    }

    private boolean isLate() {
        return System.nanoTime() - begun >= limit.toNanos();
    }

    @Override
    public void close() {
        guarded = null;
        clock.shutdownNow();
    }
}
