package io.restoreverifier.remote;

import java.time.Instant;

/**
 * What a listing shows.
 *
 * @param name without its folder
 * @param bytes 0 of what is no file
 */
public record RemoteFile(String name, Kind kind, long bytes, Instant modified) {
    /** What can lie in a folder. */
    public enum Kind {
        FILE,
        FOLDER,
        /** A device, a pipe or a socket. */
        OTHER,
        BROKEN_LINK
    }

    static RemoteFile file(String name, long bytes, Instant modified) {
        return new RemoteFile(name, Kind.FILE, bytes, modified);
    }

    static RemoteFile other(String name, Kind kind) {
        return new RemoteFile(name, kind, 0, Instant.EPOCH);
    }
}
