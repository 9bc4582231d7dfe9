package io.restoreverifier.placement;

import java.util.Locale;

/** What can be lost at once with all that stands on it. */
public enum DomainKind {
    HOST,
    ARRAY,
    SITE,
    PROVIDER,
    ACCOUNT;

    /** Whether it takes a copy along at once; that a first copy is in the same building is as it should be. */
    boolean isTooClose() {
        return this == HOST || this == ARRAY || this == ACCOUNT;
    }

    /** As the catalog writes it. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
