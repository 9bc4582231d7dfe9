package io.restoreverifier.check;

import java.util.concurrent.ThreadLocalRandom;

/** Remembers paths in 8 to 16 bytes each, by a hash of 64 bits that no archive can foresee. Used by one thread. */
final class PathSet {
    private final long seed = ThreadLocalRandom.current().nextLong();
    private long[] slots = new long[1024];
    private int size;

    void add(String path) {
        put(hash(path));
        if (size * 4L > slots.length * 3L) {
            long[] old = slots;
            slots = new long[Math.multiplyExact(old.length, 2)];
            size = 0;
            for (long hash : old) {
                if (hash != 0) {
                    put(hash);
                }
            }
        }
    }

    boolean contains(String path) {
        return slots[slotOf(hash(path))] != 0;
    }

    private void put(long hash) {
        int slot = slotOf(hash);
        size += slots[slot] == 0 ? 1 : 0;
        slots[slot] = hash;
    }

    /** Where the hash is, or would be. */
    private int slotOf(long hash) {
        int slot = (int) Long.remainderUnsigned(hash, slots.length);
        while (slots[slot] != 0 && slots[slot] != hash) {
            slot = (slot + 1) % slots.length;
        }
        return slot;
    }

    private long hash(String path) {
        long hash = seed;
        for (int i = 0; i < path.length(); i++) {
            hash = (hash ^ path.charAt(i)) * 0x9E3779B97F4A7C15L;
            hash ^= hash >>> 32;
        }
        return hash == 0 ? 1 : hash;
    }
}
