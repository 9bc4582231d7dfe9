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
    static final long WORKING_MEMORY = 1536 * MIB;
    /** A fresh cluster (40 MiB), its write-ahead log and temporary files, whatever the artifact's size. */
    private static final long OVERHEAD = 512 * MIB;
    /** Beyond this a disk is not much slower and memory is better left to the page cache. */
    private static final long MOST_IN_MEMORY = 4096 * MIB;

    static Storage choose(long space, SandboxLimits limits, long availableMemory, OptionalLong freeDisk) {
        long data = limits.disk().orElse(expected(space));
        boolean inMemory = data <= MOST_IN_MEMORY && data <= availableMemory / 3;
        long memory = limits.memory().orElse(WORKING_MEMORY + (inMemory ? data : 0));
        if (memory > availableMemory) {
            throw new CannotTell(
                    FindingCode.OUT_OF_MEMORY,
                    "the sandbox needs " + text(memory) + " of memory, the engine has " + text(availableMemory),
                    "verify fewer backups at once with -Drestore.parallel, or use a larger machine");
        }
        if (!inMemory && freeDisk.isPresent() && data > freeDisk.getAsLong()) {
            throw new CannotTell(
                    FindingCode.OUT_OF_DISK,
                    "the restore needs " + text(data) + " of disk, the engine has " + text(freeDisk.getAsLong()),
                    "make room where the Docker engine keeps its volumes (`docker system df`)");
        }
        return new Storage(inMemory, data, memory);
    }

    /** What a restore takes on disk, by what the artifact expands to. */
    static long expected(long space) {
        return space + space / 2 + OVERHEAD;
    }

    String describe() {
        return "storage: " + (inMemory ? "in memory, at most " : "volume on disk, needs about ") + text(dataBytes)
                + "; memory limit " + text(memoryBytes);
    }

    static String text(long bytes) {
        return String.format(Locale.ROOT, "%,d MiB", bytes / MIB);
    }
}
