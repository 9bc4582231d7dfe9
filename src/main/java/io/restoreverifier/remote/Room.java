package io.restoreverifier.remote;

import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.FindingCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What disk there is for what a tool is about to restore, in bytes. Used by one thread. */
final class Room {
    /** What to do when there is too little of it. */
    static final String HINT = "make room, or put temporary files elsewhere with -Djava.io.tmpdir";

    private final Path folder;
    private final long free;
    private long left;

    Room(Path folder, long free) {
        this.folder = folder;
        this.free = free;
        this.left = free;
    }

    /** As much as the folder has now. */
    static Room of(Path folder) throws IOException {
        return new Room(folder, Files.getFileStore(folder).getUsableSpace());
    }

    /** @throws CannotTell OUT_OF_DISK when there is less than that in the folder */
    static void require(Path folder, long bytes) throws IOException {
        of(folder).take(bytes);
    }

    /**
     * Counts what will be written there; nothing is.
     *
     * @param bytes any number that is claimed, 0 or more
     * @throws CannotTell OUT_OF_DISK when less than that is left
     */
    void take(long bytes) {
        if (bytes > left) {
            // Both are less than 2^53, and so is their sum.
            long needed = ((free - left) >> 20) + (bytes >> 20);
            throw new CannotTell(
                    FindingCode.OUT_OF_DISK,
                    "the restored backup needs " + needed + " MiB of disk, " + folder + " has " + (free >> 20) + " MiB",
                    HINT);
        }
        left -= bytes;
    }
}
