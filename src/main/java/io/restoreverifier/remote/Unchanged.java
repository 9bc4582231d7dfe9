package io.restoreverifier.remote;

import io.restoreverifier.remote.RemoteException.Why;
import java.time.Instant;

/** That a file is the one that it was at first, as its size and its time tell: what is read in pieces must be of one file. */
final class Unchanged {
    private final String name;
    private boolean seen;
    private long bytes = -1;
    private Instant modified = Instant.EPOCH;

    Unchanged(String name) {
        this.name = name;
    }

    /** Its size as last seen; -1 when it was not seen yet, or has none. */
    long bytes() {
        return bytes;
    }

    /** Says how it is now, before each piece. */
    void hold(long size, Instant time) throws RemoteException {
        if (seen && (size != bytes || !time.equals(modified))) {
            throw new RemoteException(
                    Why.REFUSED,
                    name + " has changed while it was read, from " + bytes + " to " + size + " bytes",
                    "let the backup job write under another name and rename it");
        }
        seen = true;
        bytes = size;
        modified = time;
    }
}
