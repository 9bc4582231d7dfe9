package io.restoreverifier.source;

import java.time.Instant;

/** What was seen of a name: a file in most cases. */
record Look(String name, Kind kind, long bytes, Instant modified) {
    enum Kind {
        FILE,
        /** A device, a pipe or a socket. */
        OTHER,
        BROKEN_LINK
    }

    static Look file(String name, long bytes, Instant modified) {
        return new Look(name, Kind.FILE, bytes, modified);
    }

    static Look other(String name, Kind kind) {
        return new Look(name, kind, 0, Instant.EPOCH);
    }
}
