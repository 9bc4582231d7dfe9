package io.restoreverifier.model;

import java.time.Instant;

/**
 * One concrete product of a backup job, as its source lists it.
 *
 * @param name unique within its source
 * @param location where it lies, for humans: a path or a URI without credentials
 * @param bytes size at the time of listing, or {@link #UNMEASURED}
 * @param producedAt its own time
 * @param timeFrom where that time was read
 */
public record Artifact(String name, String location, long bytes, Instant producedAt, TimeFrom timeFrom) {
    /** Where only a read to the end tells how long it is. */
    public static final long UNMEASURED = -1;

    /** Whether its source tells how long it is. */
    public boolean isMeasured() {
        return bytes != UNMEASURED;
    }

    /** The same once it was read; one whose size was listed keeps that. */
    public Artifact measured(long read) {
        return isMeasured() ? this : new Artifact(name, location, read, producedAt, timeFrom);
    }

    /** Where an artifact's own time was read, most trustworthy first. */
    public enum TimeFrom {
        NAME,
        CONTENT,
        MODIFICATION_TIME
    }
}
