package io.restoreverifier.storage;

import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.PastOutcome;
import io.restoreverifier.model.Severity;
import io.restoreverifier.storage.Filesystems.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** When a file system will be full, by the straight line through what earlier runs have seen (least squares). */
final class Forecast {
    /** What stands before the name of a file system among the counts of the history. */
    static final String COUNT = PastOutcome.PART;

    private static final int FEWEST = 5;
    private static final Duration SHORTEST = Duration.ofDays(3);
    private static final double DAY = 86_400;

    private Forecast() {}

    /** Warnings of those that are full within so many days; none of what is not growing. */
    static List<Finding> of(List<PastOutcome> past, Map<String, Usage> seen, Instant now, long days) {
        List<Finding> findings = new ArrayList<>();
        seen.forEach((name, usage) -> daysLeft(past, name, usage, now)
                .filter(left -> left <= days)
                .ifPresent(left -> findings.add(Told.finding(
                        FindingCode.STORAGE_FULL,
                        Severity.WARNING,
                        name,
                        name + " will be full in " + Math.round(left) + " days if it goes on as it did: "
                                + Filesystems.gigabytes(usage.size() - usage.used()) + " are left of "
                                + Filesystems.gigabytes(usage.size()),
                        "make room, or give it more, before a backup is cut short"))));
        return findings;
    }

    /** Warnings of those that the last run has seen and that are gone, as a disk is that was not mounted. */
    static List<Finding> gone(List<PastOutcome> past, Map<String, Usage> seen) {
        List<Finding> findings = new ArrayList<>();
        past.stream()
                .filter(one -> one.rows().keySet().stream().anyMatch(name -> name.startsWith(COUNT)))
                .reduce((before, after) -> after)
                .ifPresent(last -> last.rows().keySet().stream()
                        .filter(count -> count.startsWith(COUNT))
                        .map(count -> count.substring(COUNT.length()))
                        .filter(name -> !seen.containsKey(name))
                        .sorted()
                        .forEach(name -> findings.add(Told.finding(
                                FindingCode.STORAGE_FAULT,
                                Severity.WARNING,
                                name,
                                name + " is gone, which was there as of " + last.asOf(),
                                "is it still mounted?"))));
        return findings;
    }

    private static Optional<Double> daysLeft(List<PastOutcome> past, String name, Usage usage, Instant now) {
        Map<Instant, Long> points = new TreeMap<>();
        for (PastOutcome one : past) {
            Long used = one.rows().get(COUNT + name);
            if (used != null && one.asOf().isBefore(now)) {
                points.put(one.asOf(), used);
            }
        }
        points.put(now, usage.used());
        Instant first = points.keySet().iterator().next();
        if (points.size() < FEWEST || Duration.between(first, now).compareTo(SHORTEST) < 0) {
            return Optional.empty();
        }
        double perDay = slope(points, first);
        return perDay > 0 ? Optional.of(Math.max(0, usage.size() - usage.used()) / perDay) : Optional.empty();
    }

    /** Kilobytes a day. */
    private static double slope(Map<Instant, Long> points, Instant first) {
        double n = points.size();
        double sumX = 0;
        double sumY = 0;
        double sumXy = 0;
        double sumXx = 0;
        for (Map.Entry<Instant, Long> point : points.entrySet()) {
            double x = Duration.between(first, point.getKey()).toSeconds() / DAY;
            sumX += x;
            sumY += point.getValue();
            sumXy += x * point.getValue();
            sumXx += x * x;
        }
        return (n * sumXy - sumX * sumY) / (n * sumXx - sumX * sumX);
    }
}
