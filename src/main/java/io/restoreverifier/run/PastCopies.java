package io.restoreverifier.run;

import io.restoreverifier.history.Asked;
import io.restoreverifier.history.History;
import io.restoreverifier.model.Status;
import io.restoreverifier.placement.Rotation;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Since when copies are known, when each was restored and what came of it, as earlier runs have told the history. */
final class PastCopies {
    private PastCopies() {}

    /** By entry. */
    static Map<String, Rotation> read(History history, Instant asOf) {
        return history.asked(Set.of(SeenCopy.CHECK, CopyNight.RESTORED), asOf).stream()
                .collect(Collectors.groupingBy(
                        Asked::entry, Collectors.collectingAndThen(Collectors.toList(), PastCopies::rotation)));
    }

    private static Rotation rotation(List<Asked> ofOneEntry) {
        Map<String, Instant> first = new HashMap<>();
        Map<String, Instant> proven = new HashMap<>();
        Set<String> failed = new HashSet<>();
        Map<String, Duration> took = new HashMap<>();
        for (Asked asked : ofOneEntry) {
            if (asked.check().equals(SeenCopy.CHECK)) {
                first.put(asked.subject(), asked.first());
            } else {
                asked.passed().ifPresent(at -> proven.put(asked.subject(), at));
                asked.took().ifPresent(span -> took.put(asked.subject(), span));
                asked.decided().filter(Status.FAILED::equals).ifPresent(status -> failed.add(asked.subject()));
            }
        }
        return new Rotation(first, proven, failed, took);
    }
}
