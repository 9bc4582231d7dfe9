package io.restoreverifier.model;

import java.time.Duration;
import java.util.List;

/**
 * How it went to dump a restored database once more, to nowhere.
 *
 * @param tool such as {@code pg_dump 15}
 * @param errors what the tool said, without rows; empty when it said nothing
 */
public record DumpedAgain(String tool, int status, List<String> errors, Duration took) {

    public DumpedAgain {
        errors = List.copyOf(errors);
    }

    /** How much of a database is read for it. */
    public enum Part {
        /** All definitions, and no row. */
        DEFINITIONS,
        /** All definitions and all large objects. */
        DEFINITIONS_AND_LARGE_OBJECTS,
        EVERYTHING
    }
}
