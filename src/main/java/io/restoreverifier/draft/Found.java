package io.restoreverifier.draft;

import io.restoreverifier.inspect.Glance;
import io.restoreverifier.source.TimeInName;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;

/** A file that may be an artifact, as a first look saw it. */
record Found(Path path, long bytes, Instant modified, Glance glance) {
    static final Comparator<Found> NEWEST_FIRST =
            Comparator.comparing(Found::time).thenComparing(Found::name).reversed();

    String name() {
        return String.valueOf(path.getFileName());
    }

    /** As a source would take it: the time in its name, else its modification time. */
    Instant time() {
        return TimeInName.find(name()).map(TimeInName::time).orElse(modified);
    }

    boolean isRestorable() {
        return glance.format().isPresent();
    }

    /** What it is a backup of, as far as the first bytes tell: the format's family, and the database. */
    String kind() {
        return glance.format().map(Enum::name).orElse("") + " " + glance.database();
    }
}
