package io.restoreverifier.remote;

import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.FindingCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What disk there is for what a tool is about to restore. */
final class Room {
    private Room() {}

    /** @throws CannotTell OUT_OF_DISK when there is less than that in the folder */
    static void require(Path folder, long bytes) throws IOException {
        long free = Files.getFileStore(folder).getUsableSpace();
        if (bytes > free) {
            throw new CannotTell(
                    FindingCode.OUT_OF_DISK,
                    "the restored backup needs " + (bytes >> 20) + " MiB of disk, " + folder + " has " + (free >> 20)
                            + " MiB",
                    "make room, or put temporary files elsewhere with -Djava.io.tmpdir");
        }
    }
}
