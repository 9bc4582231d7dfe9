package io.restoreverifier.dump;

/** Whether the statements of a table of contents are wanted, or only what it lists. */
public enum Definitions {
    READ,
    SKIPPED
}
