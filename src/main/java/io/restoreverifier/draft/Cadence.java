package io.restoreverifier.draft;

import io.restoreverifier.model.Durations;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How often a backup is made, by the times of its generations.
 *
 * @param usual the median of the gaps; at least a minute
 * @param longest the longest gap
 */
record Cadence(int generations, Duration usual, Duration longest) {

    /** Empty for fewer than two generations, which tell nothing. */
    static Optional<Cadence> of(List<Instant> times) {
        List<Instant> sorted = times.stream().sorted().toList();
        List<Duration> gaps = new ArrayList<>();
        for (int i = 1; i < sorted.size(); i++) {
            gaps.add(Duration.between(sorted.get(i - 1), sorted.get(i)));
        }
        gaps.sort(null);
        if (gaps.isEmpty() || gaps.get(gaps.size() / 2).compareTo(Duration.ofMinutes(1)) < 0) {
            return Optional.empty();
        }
        return Optional.of(new Cadence(sorted.size(), gaps.get(gaps.size() / 2), gaps.get(gaps.size() - 1)));
    }

    /** The usual gap and a little for a job that is late: a twelfth, which is two hours for a day. */
    String rpo() {
        long minutes = Math.max(usual.toMinutes() + 10, usual.toMinutes() * 13 / 12);
        if (minutes < 120) {
            return minutes + "m";
        }
        long hours = (minutes + 59) / 60;
        return hours < 72 ? hours + "h" : hours / 24 + "d" + (hours % 24 == 0 ? "" : hours % 24 + "h");
    }

    /** As it stands in a comment. */
    String text() {
        boolean uneven = longest.compareTo(usual.multipliedBy(3).dividedBy(2)) > 0;
        return generations + " generations, usually " + Durations.format(usual) + " apart"
                + (uneven ? ", the longest gap was " + Durations.format(longest) : "");
    }
}
