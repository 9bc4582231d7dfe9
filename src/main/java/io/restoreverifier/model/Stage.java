package io.restoreverifier.model;

import java.util.Locale;

/** The stages of one verification, in their order; only an application is started. */
public enum Stage {
    LOCATE,
    FETCH,
    INSPECT,
    RESTORE,
    START,
    CHECK,
    DISPOSE;

    /** The stage as users read it: lower case. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
