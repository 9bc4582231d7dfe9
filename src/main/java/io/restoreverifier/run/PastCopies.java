package io.restoreverifier.run;

import io.restoreverifier.history.Asked;
import io.restoreverifier.history.History;
import io.restoreverifier.placement.Rotation;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Since when copies are known and when each was restored, as earlier runs have told the history. */
final class PastCopies {
    private PastCopies() {}

    /** By entry. */
    static Map<String, Rotation> read(History history, Instant asOf) {
        Map<String, Map<String, Instant>> first = new HashMap<>();
        Map<String, Map<String, Instant>> proven = new HashMap<>();
        for (Asked asked : history.asked(Set.of(SeenCopy.CHECK, CopyNight.RESTORED), asOf)) {
            if (asked.check().equals(SeenCopy.CHECK)) {
                first.computeIfAbsent(asked.entry(), entry -> new HashMap<>()).put(asked.subject(), asked.first());
            } else {
                asked.passed()
                        .ifPresent(at -> proven.computeIfAbsent(asked.entry(), entry -> new HashMap<>())
                                .put(asked.subject(), at));
            }
        }
        Map<String, Rotation> rotations = new HashMap<>();
        first.forEach((entry, seen) -> rotations.put(entry, new Rotation(seen, proven.getOrDefault(entry, Map.of()))));
        return rotations;
    }
}
