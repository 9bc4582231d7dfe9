package io.restoreverifier.restore;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * How incremental backups go on from a full one and from each other, by log sequence numbers.
 *
 * @param incrementals at least one, in the order of their names' times
 * @param leaves the number that others go on from
 * @param from the number that an incremental one goes on from
 */
record ChainLinks<T>(T full, List<T> incrementals, ToLongFunction<T> leaves, ToLongFunction<T> from) {

    ChainLinks {
        incrementals = List.copyOf(incrementals);
    }

    /**
     * Those that lead to the newest, in their order, without those that others take the place of; the first of them goes
     * on from the full one, or from one that is missing.
     */
    List<T> toNewest() {
        int at = incrementals.size() - 1;
        Deque<T> steps = new ArrayDeque<>(List.of(incrementals.get(at)));
        while (at >= 0 && !goesOnFromFull(steps.element())) {
            at = before(at, from.applyAsLong(steps.element()));
            if (at >= 0) {
                steps.push(incrementals.get(at));
            }
        }
        return List.copyOf(steps);
    }

    boolean goesOnFromFull(T step) {
        return from.applyAsLong(step) == leaves.applyAsLong(full);
    }

    /** What there is before a gap: the last one of a lower number. */
    T lastBefore(long number) {
        return incrementals.stream()
                .filter(one -> leaves.applyAsLong(one) < number)
                .reduce((before, after) -> after)
                .orElse(full);
    }

    /** @return -1 when none of those before leaves that number */
    private int before(int at, long number) {
        int before = at - 1;
        while (before >= 0 && leaves.applyAsLong(incrementals.get(before)) != number) {
            before--;
        }
        return before;
    }
}
