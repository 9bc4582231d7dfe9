package io.restoreverifier.dump.lvm;

import java.io.IOException;

/** Where the bytes of a physical volume come from: a partition, or a whole disk. Asked by one thread. */
@FunctionalInterface
public interface DiskBytes {

    /**
     * Reads a part; asked for again, it gives the same.
     *
     * @param offset from the beginning of the volume, and within it
     * @param length in bytes, at most 1 MiB and a few sectors; what lies beyond the end of the volume is never asked for
     * @return as many as were asked for
     * @throws IOException when they cannot be read
     */
    byte[] read(long offset, int length) throws IOException;
}
