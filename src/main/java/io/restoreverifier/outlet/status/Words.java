package io.restoreverifier.outlet.status;

import io.restoreverifier.model.Objective;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/** Times and durations as the page says them. */
final class Words {
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final String UNKNOWN = "not measured";

    private Words() {}

    static String moment(Instant instant) {
        return MOMENT.format(instant);
    }

    /** The two largest units: nobody plans a recovery by the second. */
    static String duration(Duration duration) {
        if (duration.isNegative()) {
            return "0 s";
        }
        long seconds = duration.toSeconds();
        if (seconds < 60) {
            return seconds < 10 ? String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0) : seconds + " s";
        }
        if (seconds < 3600) {
            return two(seconds / 60, "min", seconds % 60, "s");
        }
        return seconds < 86_400
                ? two(seconds / 3600, "h", seconds % 3600 / 60, "min")
                : two(seconds / 86_400, "d", seconds % 86_400 / 3600, "h");
    }

    static String measured(Objective objective) {
        return objective.measured().map(Words::duration).orElse(UNKNOWN);
    }

    static String objective(Objective objective) {
        return objective.objective().map(d -> "objective " + duration(d)).orElse("no objective");
    }

    /** How long ago, counted to the run. */
    static String ago(Optional<Instant> moment, Instant now) {
        return moment.map(m -> {
                    Duration since = Duration.between(m, now);
                    return since.compareTo(Duration.ofMinutes(1)) < 0
                            ? "in this run"
                            : duration(since) + " before this run";
                })
                .orElse("");
    }

    private static String two(long first, String unit, long second, String smaller) {
        return first + " " + unit + (second == 0 ? "" : " " + second + " " + smaller);
    }
}
