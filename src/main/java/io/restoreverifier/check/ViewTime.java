package io.restoreverifier.check;

import java.time.Duration;

/**
 * How long views may take: one slow one must not eat the time of the backup, and all of them no large part of what the
 * restore took. For several threads.
 */
final class ViewTime {
    /** Planning takes no longer. */
    static final Duration LEAST = Duration.ofSeconds(2);

    private static final int PART_OF_RESTORE = 10;

    private final Duration each;
    private final long until;

    private ViewTime(Duration each, Duration together) {
        this.each = each;
        this.until = System.nanoTime() + together.toNanos();
    }

    /** A tenth of the restore's time for all, two seconds at least; never more than a quarter of what is left. */
    static ViewTime of(Subject subject) {
        Duration together = subject.rto().measured().orElse(Duration.ZERO).dividedBy(PART_OF_RESTORE);
        Duration most = subject.limit().dividedBy(4);
        Duration bounded = together.compareTo(LEAST) < 0 ? LEAST : together;
        return new ViewTime(LEAST, bounded.compareTo(most) > 0 ? most : bounded);
    }

    /** Of one view at most. */
    Duration each() {
        return each;
    }

    /** How long the next one may take; zero when it may only be planned. */
    Duration next() {
        return System.nanoTime() < until ? each : Duration.ZERO;
    }
}
