package io.restoreverifier.run;

import io.restoreverifier.model.Artifact;
import io.restoreverifier.model.Durations;
import io.restoreverifier.model.LineSpeed;
import java.time.Duration;
import java.util.Optional;

/**
 * How long recovery takes.
 *
 * @param how what that is known from, in words
 */
record Back(Duration time, String how) {

    static Back measuredFrom(String copy, Duration took) {
        return new Back(took, "as measured from " + copy);
    }

    /** The last of any copy, where nobody measured the one that is left. */
    static Back measuredElsewhere(Duration took) {
        return new Back(took, "as measured from another copy");
    }

    /** The line counts also where the last restore went by a faster one. */
    Back by(Optional<LineSpeed> line, Artifact artifact) {
        return line.filter(l -> artifact.isMeasured())
                .map(l -> l.bringing(artifact.bytes()))
                .filter(bringing -> bringing.compareTo(time) > 0)
                .map(bringing -> new Back(bringing, "by its line"))
                .orElse(this);
    }

    String inWords() {
        return Durations.format(time) + " " + how;
    }
}
