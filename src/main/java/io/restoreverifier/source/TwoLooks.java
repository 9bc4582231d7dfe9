package io.restoreverifier.source;

import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.FindingCode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * How to tell that nobody is writing to a file any more: look twice. A file that has been left alone for a while needs
 * no second look, so that old artifacts cost no wait.
 *
 * @param clock the real one, whatever moment the run is as of: writers live now
 * @param young a file that was modified within this time gets a second look
 * @param interval between the two looks
 */
record TwoLooks(Clock clock, Duration young, Duration interval, Sleeper sleeper) {

    static TwoLooks ofTheRealTime() {
        return new TwoLooks(
                Clock.systemUTC(), Duration.ofMinutes(2), Duration.ofSeconds(1), d -> Thread.sleep(d.toMillis()));
    }

    /** Whether a file that was modified then may still be written to; a time ahead of the clock proves nothing. */
    boolean needsSecond(Instant modified) {
        return modified.isAfter(clock.instant().minus(young));
    }

    /** @throws CannotTell when the run is interrupted meanwhile */
    void await() {
        try {
            sleeper.sleep(interval);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotTell(FindingCode.INTERRUPTED, "interrupted while watching whether artifacts grow", "", e);
        }
    }

    /** Waits; in tests, something happens to the files instead. */
    interface Sleeper {
        void sleep(Duration duration) throws InterruptedException;
    }
}
