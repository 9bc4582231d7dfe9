package io.restoreverifier.history;

import io.restoreverifier.model.Finding;
import io.restoreverifier.model.PastOutcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What is odd of an outcome beside those before it. Compares artifacts, not runs: the same one verified twice is no news.
 * Ordinary growth, weekly cycles and short histories say nothing.
 */
public final class Anomalies {
    private Anomalies() {}

    /**
     * Findings of what is odd; only what no healthy backup does is an error.
     *
     * @param past of the same entry, the oldest first
     * @param now what has been found by now; its rows are empty when not all of them were counted
     * @param database whether it is one, which never gives the same bytes twice
     * @param every how often it must be proven
     */
    public static List<Finding> of(List<PastOutcome> past, PastOutcome now, boolean database, Duration every) {
        List<Finding> findings = new ArrayList<>();
        if (now.artifact().isPresent() && now.producedAt().isPresent()) {
            Series series = Series.before(now, past);
            findings.addAll(OddSize.of(series, now));
            findings.addAll(database ? Sameness.ofDatabase(series, now) : Sameness.ofFiles(series, now));
            findings.addAll(OddCounts.of(series, now, database));
            findings.addAll(OddTimes.of(series, now));
        }
        findings.addAll(OddTimes.unproven(past, now, every));
        return findings;
    }
}
