package io.restoreverifier.outlet;

/** What a run is to those who hear of it. */
public enum Telling {
    /** A run of the whole catalog, or a share of it that tells for itself. */
    WHOLE,
    /** A run of what was picked by hand, which must not stand for the night. */
    PICKED,
    /** A share of the catalog, of which the merged report tells: only monitors of single backups hear of it. */
    SHARD,
    /** What all shares have found, told once: monitors of single backups have heard of it. */
    MERGED;

    /** Whether it stands for the night. */
    public boolean isOfWhole() {
        return this == WHOLE || this == MERGED;
    }

    /** Whether single backups are verified in it. */
    public boolean isOfBackups() {
        return this != MERGED;
    }
}
