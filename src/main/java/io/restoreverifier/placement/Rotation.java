package io.restoreverifier.placement;

import io.restoreverifier.model.Durations;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Stage;
import io.restoreverifier.model.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Whose turn it is to be restored.
 *
 * @param first when each copy was seen first
 * @param proven when each was restored last, and came back whole
 * @param failed those that did not come back when they were restored last
 * @param took how long those took that did
 */
public record Rotation(
        Map<String, Instant> first, Map<String, Instant> proven, Set<String> failed, Map<String, Duration> took) {
    public static final Rotation UNKNOWN = new Rotation(Map.of(), Map.of(), Set.of(), Map.of());

    public Rotation {
        first = Map.copyOf(first);
        proven = Map.copyOf(proven);
        failed = Set.copyOf(failed);
        took = Map.copyOf(took);
    }

    /** How long a copy took to come back when it was restored last; empty when nobody measured that. */
    public Optional<Duration> took(Standing copy) {
        return Optional.ofNullable(took.get(copy.name()));
    }

    /** What is known of whether a copy comes back: PASSED, FAILED, or COULD_NOT_VERIFY of one that was never restored. */
    public Verdict proof(Standing copy) {
        if (failed.contains(copy.name())) {
            return Verdict.FAILED;
        }
        return proven.containsKey(copy.name()) ? Verdict.PASSED : Verdict.COULD_NOT_VERIFY;
    }

    /** The one that is unproven for the longest; of several the first. */
    public Standing next(List<Standing> candidates) {
        return candidates.stream()
                .min(Comparator.comparing(copy -> proven.getOrDefault(copy.name(), Instant.MIN)))
                .orElseThrow();
    }

    /** The same after one was proven. */
    public Rotation proving(Standing copy, Instant now) {
        Map<String, Instant> more = new HashMap<>(proven);
        more.put(copy.name(), now);
        Set<String> others = new HashSet<>(failed);
        others.remove(copy.name());
        return new Rotation(first, more, others, took);
    }

    /** The same after one did not come back. */
    public Rotation failing(Standing copy) {
        Set<String> more = new HashSet<>(failed);
        more.add(copy.name());
        return new Rotation(first, proven, more, took);
    }

    /** A finding for each copy that was not proven in time. One that was never is given the time from when it was seen first. */
    public List<Finding> overdue(List<Standing> copies, Duration within, Instant now) {
        return copies.stream()
                .filter(copy -> Duration.between(since(copy, now), now).compareTo(within) > 0)
                .map(copy -> unproven(copy, within, now))
                .toList();
    }

    private Instant since(Standing copy, Instant now) {
        Instant seen = first.getOrDefault(copy.name(), now);
        return Objects.requireNonNull(proven.getOrDefault(copy.name(), seen));
    }

    private Finding unproven(Standing copy, Duration within, Instant now) {
        Instant since = since(copy, now);
        String span = Durations.format(Duration.between(since, now));
        return Finding.error(
                FindingCode.COPY_UNPROVEN,
                Stage.LOCATE,
                copy.name(),
                (proven.containsKey(copy.name())
                                ? "copy " + copy.name() + " was restored last at " + since + ", " + span + " ago"
                                : "copy " + copy.name() + " was never restored in " + span)
                        + ", expected within " + Durations.format(within),
                "can it be reached? its turn is the next in which it can");
    }
}
