package io.restoreverifier.history;

import io.restoreverifier.model.PastOutcome;
import io.restoreverifier.model.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The artifacts of a backup one after the other, each once however often it was verified, and without the one at hand.
 *
 * @param outcomes the oldest first; each has its artifact, time and size
 */
record Series(List<PastOutcome> outcomes) {
    /** Fewer say nothing. */
    private static final int FEWEST = 5;

    /** Less than a week does not know what happens once a week. */
    private static final Duration SHORTEST = Duration.ofDays(7);

    Series {
        outcomes = List.copyOf(outcomes);
    }

    static Series before(PastOutcome now, List<PastOutcome> past) {
        Map<Instant, PastOutcome> byTime = new LinkedHashMap<>();
        for (PastOutcome outcome : past) {
            Optional<Instant> made = outcome.producedAt();
            if (made.isPresent() && outcome.bytes().isPresent() && !made.equals(now.producedAt())) {
                // Of two looks at one artifact, the one that passed says more.
                byTime.merge(made.get(), outcome, (one, other) -> other.verdict() == Verdict.PASSED ? other : one);
            }
        }
        return new Series(byTime.values().stream()
                .filter(one -> one.producedAt().get().isBefore(now.producedAt().orElse(Instant.MAX)))
                .sorted(Comparator.comparing(
                        (PastOutcome one) -> one.producedAt().get()))
                .toList());
    }

    /** Those that passed: what failed is no measure for what follows. */
    Series passed() {
        return only(one -> one.verdict() == Verdict.PASSED);
    }

    Series only(Predicate<PastOutcome> which) {
        return new Series(outcomes.stream().filter(which).toList());
    }

    /** Whether it is long enough to tell what is usual. */
    boolean saysWhatIsUsual() {
        return outcomes.size() >= FEWEST
                && Duration.between(made(0), made(outcomes.size() - 1)).compareTo(SHORTEST) >= 0;
    }

    /** The newest; there must be one. */
    PastOutcome last() {
        return outcomes.get(outcomes.size() - 1);
    }

    Instant made(int index) {
        return outcomes.get(index).producedAt().orElseThrow();
    }

    static double median(Collection<? extends Number> numbers) {
        double[] sorted =
                numbers.stream().mapToDouble(Number::doubleValue).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /** How far from the median they usually are: the median of the distances, which single outliers do not move. */
    static double deviation(Collection<? extends Number> numbers) {
        double median = median(numbers);
        return median(numbers.stream()
                .map(number -> Math.abs(number.doubleValue() - median))
                .toList());
    }
}
