package io.restoreverifier.model;

import java.util.Locale;

/** The stages of one verification, in their order. */
public enum Stage {
    LOCATE,
    FETCH,
    INSPECT,
    RESTORE,
    CHECK,
    DISPOSE;

    /** The stage as users read it: lower case. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
