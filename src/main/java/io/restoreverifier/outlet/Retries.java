package io.restoreverifier.outlet;

import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.RetryPolicy;
import java.time.Duration;

/**
 * How often, and with which pauses, somebody is tried again. Each pause is twice the one before, or what the other side
 * asked for when that is longer.
 *
 * @param attempts at least 1
 * @param first pause
 */
public record Retries(int attempts, Duration first) {
    public static final Retries USUAL = new Retries(5, Duration.ofSeconds(1));
    private static final Duration MOST = Duration.ofSeconds(30);

    /** One attempt to tell somebody. */
    @FunctionalInterface
    public interface Attempt {
        /**
         * @param limit for the whole attempt, more than zero
         * @throws Unreached when another attempt may help
         * @throws Refused when none will
         */
        void tell(Duration limit) throws Unreached, Refused, InterruptedException;
    }

    /**
     * Tells somebody.
     *
     * @param timeout for one attempt
     * @param patience for all of them and the pauses between
     * @throws OutletException when nothing helped
     */
    public void tell(Duration timeout, Duration patience, Attempt attempt) {
        long end = System.nanoTime() + patience.toNanos();
        RetryPolicy<Object> policy = RetryPolicy.builder()
                .handle(Unreached.class)
                .withMaxAttempts(attempts)
                .withBackoff(first, MOST)
                .withDelayFnOn(context -> asked(context.getLastException()), Unreached.class)
                .abortOn(failure -> failure instanceof Unreached unreached
                        && end - System.nanoTime() <= unreached.pause().toNanos())
                .build();
        int[] tried = {0};
        try {
            Failsafe.with(policy).run(() -> {
                tried[0]++;
                attempt.tell(within(timeout, end));
            });
        } catch (FailsafeException e) {
            throw untold(e.getCause() == null ? e : e.getCause(), tried[0]);
        }
    }

    /** Less than zero leaves it to the backoff. */
    private static Duration asked(Throwable failure) {
        return failure instanceof Unreached unreached && !unreached.pause().isZero()
                ? unreached.pause()
                : Duration.ofMillis(-1);
    }

    private static Duration within(Duration timeout, long end) throws Unreached {
        Duration left = Duration.ofNanos(end - System.nanoTime());
        if (left.compareTo(Duration.ZERO) <= 0) {
            throw new Unreached("there was no time left");
        }
        return left.compareTo(timeout) < 0 ? left : timeout;
    }

    private static OutletException untold(Throwable cause, int tried) {
        if (cause instanceof InterruptedException) {
            Thread.currentThread().interrupt();
            return new OutletException("was interrupted", cause);
        }
        if (cause instanceof Unreached || cause instanceof Refused) {
            String often = tried > 1 ? ", tried " + tried + " times" : "";
            return new OutletException(String.valueOf(cause.getMessage()) + often, cause);
        }
        // Of an unforeseen failure only the kind is safe to show: its message may hold a URL.
        return new OutletException("unexpected " + cause.getClass().getSimpleName(), cause);
    }
}
