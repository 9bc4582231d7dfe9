package io.restoreverifier.sandbox;

import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.FindingCode;
import java.util.Locale;
import java.util.OptionalLong;

/**
 * Where a sandbox keeps its data and what memory it gets: memory-backed when that fits easily, since it is fast and
 * leaves nothing behind; else a volume on disk. Memory-backed storage counts as the container's memory.
 */
record Storage(boolean inMemory, long dataBytes, long memoryBytes) {
    private static final long MIB = 1L << 20;
    /** For processes: PostgreSQL with the settings of a restore, or a compiler. */
    private static final long WORKING_MEMORY = 1536 * MIB;
    /** A fresh cluster (40 MiB), its write-ahead log and temporary files, whatever the artifact's size. */
    private static final long OVERHEAD = 512 * MIB;
    /** Beyond this a disk is not much slower and memory is better left to the page cache. */
    private static final long MOST_IN_MEMORY = 4096 * MIB;

    /** What a sandbox gets where so much memory could be used, whether it is there or not. */
    static Storage prefer(long space, SandboxLimits limits, long availableMemory) {
        long data = limits.disk().orElse(expected(space));
        boolean inMemory = data <= MOST_IN_MEMORY && data <= availableMemory / 3;
        return new Storage(inMemory, data, limits.memory().orElse(WORKING_MEMORY + (inMemory ? data : 0)));
    }

    static Storage onDisk(long space, SandboxLimits limits) {
        return new Storage(
                false, limits.disk().orElse(expected(space)), limits.memory().orElse(WORKING_MEMORY));
    }

    /** @throws CannotTell OUT_OF_MEMORY or OUT_OF_DISK when it is not there to begin with */
    static Storage choose(long space, SandboxLimits limits, long availableMemory, OptionalLong freeDisk) {
        Storage storage = prefer(space, limits, availableMemory);
        storage.requireMemory(availableMemory, "the engine");
        if (!storage.inMemory && freeDisk.isPresent() && storage.dataBytes > freeDisk.getAsLong()) {
            throw new CannotTell(
                    FindingCode.OUT_OF_DISK,
                    "the restore needs " + text(storage.dataBytes) + " of disk, the engine has "
                            + text(freeDisk.getAsLong()),
                    "make room where the Docker engine keeps its volumes (`docker system df`)");
        }
        return storage;
    }

    /**
     * @param whose for the message
     * @throws CannotTell OUT_OF_MEMORY when so much does not suffice
     */
    void requireMemory(long available, String whose) {
        if (memoryBytes > available) {
            throw new CannotTell(
                    FindingCode.OUT_OF_MEMORY,
                    "the sandbox needs " + text(memoryBytes) + " of memory, " + whose + " has " + text(available),
                    "verify fewer backups at once with -Drestore.parallel, or use a larger machine");
        }
    }

    /** What a restore takes on disk, by what the artifact expands to. */
    private static long expected(long space) {
        return space + space / 2 + OVERHEAD;
    }

    /** For processes, in bytes: what is not set aside for data, and a quarter where data may take nearly all. */
    long workingMemory() {
        return Math.max(memoryBytes / 4, memoryBytes - (inMemory ? dataBytes : 0));
    }

    Need need() {
        return new Need(memoryBytes, inMemory ? 0 : dataBytes);
    }

    String describe() {
        return "storage: " + (inMemory ? "in memory, at most " : "volume on disk, needs about ") + text(dataBytes)
                + "; memory limit " + text(memoryBytes);
    }

    static String text(long bytes) {
        return String.format(Locale.ROOT, "%,d MiB", bytes / MIB);
    }
}
