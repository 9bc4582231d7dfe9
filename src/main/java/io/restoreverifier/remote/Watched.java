package io.restoreverifier.remote;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * A stream that is closed from outside when a read waits for too long, for those whose reads have no time-out of their own.
 * A close must wake a read that waits. Used by one thread.
 */
final class Watched extends FilterInputStream {
    private final Duration limit;
    private final Runnable wake;
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "watch-of-a-read");
        thread.setDaemon(true);
        return thread;
    });
    private volatile boolean silent;

    Watched(InputStream stream, Duration limit) {
        this(stream, limit, () -> {});
    }

    /** @param wake ends a read that waits, where a close alone does not */
    Watched(InputStream stream, Duration limit, Runnable wake) {
        super(stream);
        this.limit = limit;
        this.wake = wake;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        int n = read(one, 0, 1);
        return n < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        Future<?> alarm = watch.schedule(this::giveUp, limit.toNanos(), TimeUnit.NANOSECONDS);
        try {
            int n = in.read(buffer, offset, length);
            if (silent) {
                throw new SocketTimeoutException("nothing came");
            }
            return n;
        } catch (IOException e) {
            if (silent && !(e instanceof SocketTimeoutException)) {
                SocketTimeoutException timedOut = new SocketTimeoutException("nothing came");
                timedOut.initCause(e);
                throw timedOut;
            }
            throw e;
        } finally {
            alarm.cancel(false);
        }
    }

    private void giveUp() {
        silent = true;
        wake.run();
        try {
            in.close();
        } catch (IOException e) {
            // The read that waits is what is told of it.
            silent = true;
        }
    }

    @Override
    public void close() throws IOException {
        watch.shutdownNow();
        super.close();
    }
}
