package io.restoreverifier.sandbox;

import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.FindingCode;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What room a local sandbox has: it is looked at before one is opened and when something failed, since no limit can be
 * set for several processes together without rights that an ordinary user does not have.
 */
final class LocalRoom {
    /** Below this a file system is full for a server that wants to write more than its log. */
    private static final long FULL = 16L << 20;

    private final Path folder;
    private final OptionalLong killedBefore = Memory.killed();
    private volatile boolean somethingWasKilled;

    LocalRoom(Path folder) {
        this.folder = folder;
    }

    /** @throws CannotTell OUT_OF_DISK or OUT_OF_MEMORY when there is too little to begin with */
    static void require(Path folder, SandboxRequest request) {
        Storage storage = Storage.onDisk(request.space(), request.limits());
        storage.requireMemory(Memory.available().orElse(Long.MAX_VALUE), "this machine");
        RunFolder.requireRoom(folder, storage.dataBytes(), "the restore");
    }

    /** Hears how a process ended. */
    void ended(int status) {
        somethingWasKilled |= status == LocalProcess.KILLED;
    }

    /** Hears what a server logs. */
    void logged(String line) {
        somethingWasKilled |= line.contains("terminated by signal 9");
    }

    Optional<CannotTell> exhaustion() {
        OptionalLong killed = Memory.killed();
        if (somethingWasKilled && killed.isPresent() && killed.getAsLong() > killedBefore.orElse(0)) {
            return Optional.of(new CannotTell(
                    FindingCode.OUT_OF_MEMORY,
                    "this machine ran out of memory, and its kernel killed a process of the sandbox",
                    "verify fewer backups at once with -Drestore.parallel, or use a larger machine"));
        }
        return free() < FULL ? Optional.of(diskFull()) : Optional.empty();
    }

    private CannotTell diskFull() {
        return new CannotTell(
                FindingCode.OUT_OF_DISK,
                "the sandbox ran out of disk: " + folder + " has " + Storage.text(free()) + " left",
                "make room, or put temporary files elsewhere with -Djava.io.tmpdir");
    }

    private long free() {
        return RunFolder.freeSpace(folder);
    }
}
