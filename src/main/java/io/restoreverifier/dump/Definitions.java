package io.restoreverifier.dump;

/** Which statements of a table of contents are wanted beside what it lists. */
public enum Definitions {
    READ,
    /**
     * Only what must be known to understand the rows: their COPY commands, their encoding, how their strings are written, and the
     * numbers of large objects.
     */
    OF_ROWS,
    SKIPPED
}
