package io.restoreverifier.run;

import io.restoreverifier.model.Finding;
import io.restoreverifier.placement.Ground;
import io.restoreverifier.placement.Placement;
import io.restoreverifier.placement.Standing;
import io.restoreverifier.source.Source;
import java.util.List;
import java.util.stream.Stream;

/**
 * The copies of a backup: where each stands, and where it is read.
 *
 * @param others those under {@code copies:}; the source is the plan's own
 */
record Copies(Placement placement, List<Copy> others) {
    static final Copies NONE = new Copies(Placement.UNSTATED, List.of());

    /** A copy with its source. */
    record Copy(Standing standing, Source source) {}

    Copies {
        others = List.copyOf(others);
    }

    /** Where the source itself stands. */
    Standing own() {
        return placement.copies().get(0);
    }

    /** All of them, the source first. */
    List<Copy> all(Source source) {
        return Stream.concat(Stream.of(new Copy(own(), source)), others.stream())
                .toList();
    }

    /** What is told by the declaration alone. */
    List<Finding> ground(String kind) {
        return Ground.findings(placement, kind.equals("files"));
    }
}
