package io.restoreverifier.run;

import io.restoreverifier.model.Artifact;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** What a run has seen of copies, so that nobody has to look a second time. For any number of threads. */
final class Sightings {
    private final Map<String, List<SeenCopy>> seen = new ConcurrentHashMap<>();

    /**
     * @param source what it lists, newest first
     * @param others the copies beside it
     */
    void saw(Plan plan, List<Artifact> source, List<SeenCopy> others) {
        SeenCopy own = new SeenCopy(new Copies.Copy(plan.copies().own(), plan.source()), source, List.of());
        seen.put(plan.name(), Stream.concat(Stream.of(own), others.stream()).toList());
    }

    /** Every copy, the source first; empty when this run did not come so far. */
    Optional<List<SeenCopy>> of(String entry) {
        return Optional.ofNullable(seen.get(entry));
    }
}
