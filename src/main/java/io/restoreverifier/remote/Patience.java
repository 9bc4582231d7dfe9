package io.restoreverifier.remote;

import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.RetryPolicy;
import dev.failsafe.function.CheckedSupplier;
import io.restoreverifier.model.Settings;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;

/**
 * How long a server may be silent, and how often it is asked again.
 *
 * @param silence at most so long without an answer, or a byte of one
 * @param attempts at least 1
 * @param pause before the second attempt; each later one is twice as long, up to half a minute
 */
public record Patience(Duration silence, int attempts, Duration pause) {
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final Duration USUAL_SILENCE = Duration.ofSeconds(60);

    /** Reads the key {@code timeout}. */
    public static Patience read(Settings settings) {
        Duration silence = settings.duration("timeout").orElse(USUAL_SILENCE);
        if (silence.isZero() || silence.isNegative()) {
            settings.problem("timeout", "is no time at all", "write for example `timeout: 60s`");
        }
        return new Patience(silence, 5, Duration.ofSeconds(1));
    }

    /** The same for somebody who has only so long for all attempts. */
    public Patience within(Duration all) {
        Duration each = all.dividedBy(attempts + 1L);
        return new Patience(each.compareTo(silence) < 0 ? each : silence, attempts, pause);
    }

    /** Asks until there is an answer, or asking again is of no use. */
    <T> T ask(CheckedSupplier<T> question) throws IOException {
        int[] asked = {0};
        try {
            return Failsafe.with(policy()).get(() -> {
                asked[0]++;
                return question.get();
            });
        } catch (FailsafeException e) {
            throw explain(e.getCause() == null ? e : e.getCause(), asked[0]);
        }
    }

    /**
     * Waits before an attempt.
     *
     * @param failed attempts so far, at least 1
     */
    void pause(int failed) throws InterruptedIOException {
        long millis = Math.min(pause.toMillis() << Math.min(failed - 1, 20), LONGEST_PAUSE.toMillis());
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    private RetryPolicy<Object> policy() {
        return RetryPolicy.builder()
                .handleIf(failure -> failure instanceof RemoteException remote && remote.isWorthRetrying())
                .withMaxAttempts(attempts)
                .withBackoff(pause, LONGEST_PAUSE.plus(pause))
                .build();
    }

    private static IOException explain(Throwable failure, int attempts) {
        if (failure instanceof InterruptedException) {
            return interrupted();
        }
        if (failure instanceof RemoteException remote) {
            return remote.after(attempts);
        }
        return failure instanceof IOException io ? io : new IOException(failure.toString(), failure);
    }

    private static InterruptedIOException interrupted() {
        Thread.currentThread().interrupt();
        return new InterruptedIOException("interrupted while waiting for a server");
    }
}
