package io.restoreverifier.run;

import io.restoreverifier.model.Durations;
import io.restoreverifier.model.LineSpeed;
import io.restoreverifier.model.Numbers;
import java.time.Duration;
import java.util.Optional;

/**
 * How an artifact came here.
 *
 * @param took without what it had to wait for before
 * @param line that recovery would go by; empty when none is stated
 */
record Transfer(long bytes, Duration took, Optional<LineSpeed> line) {
    private static final Duration WORTH_A_WORD = Duration.ofSeconds(1);

    /** What recovery has to reckon with: the line that it would go by, where that is slower than what was measured. */
    Duration counted() {
        return line.map(l -> l.bringing(bytes))
                .filter(t -> t.compareTo(took) > 0)
                .orElse(took);
    }

    /** Bytes, rate and, where a line is stated, the time by that; empty when there is nothing worth a word. */
    Optional<String> note() {
        if (line.isEmpty() && took.compareTo(WORTH_A_WORD) < 0) {
            return Optional.empty();
        }
        String measured = "fetched " + Numbers.grouped(bytes) + " bytes in " + Durations.format(took) + ", "
                + Numbers.grouped(bytes * 8 / Math.max(1, took.toMillis()) / 1000) + " Mbit/s";
        return Optional.of(line.map(l -> measured + "; by a line of " + l.written() + " it takes "
                        + Durations.format(l.bringing(bytes))
                        + (counted().equals(took) ? "" : ", which the RTO counts"))
                .orElse(measured));
    }
}
