package io.restoreverifier.archive;

import java.util.concurrent.ThreadLocalRandom;

/**
 * Remembers names in 8 to 16 bytes each, by a hash of 64 bits. Two names with one hash count as one; the rules that use
 * it stay safe then, because they refuse rather than allow when a name is known as something else.
 */
final class NameSet {
    private final long seed = ThreadLocalRandom.current().nextLong();
    private long[] slots = new long[1024];
    private int size;

    /** Whether the name is new. */
    boolean add(String name) {
        if (!put(hash(name))) {
            return false;
        }
        if (++size * 4L > slots.length * 3L) {
            grow();
        }
        return true;
    }

    boolean contains(String name) {
        long hash = hash(name);
        for (int i = index(hash); slots[i] != 0; i = (i + 1) % slots.length) {
            if (slots[i] == hash) {
                return true;
            }
        }
        return false;
    }

    private boolean put(long hash) {
        int i = index(hash);
        while (slots[i] != 0) {
            if (slots[i] == hash) {
                return false;
            }
            i = (i + 1) % slots.length;
        }
        slots[i] = hash;
        return true;
    }

    private void grow() {
        long[] old = slots;
        slots = new long[Math.multiplyExact(old.length, 2)];
        for (long hash : old) {
            if (hash != 0) {
                put(hash);
            }
        }
    }

    private int index(long hash) {
        return (int) Long.remainderUnsigned(hash, slots.length);
    }

    private long hash(String name) {
        long hash = seed;
        for (int i = 0; i < name.length(); i++) {
            hash = (hash ^ name.charAt(i)) * 0x9E3779B97F4A7C15L;
            hash ^= hash >>> 32;
        }
        return hash == 0 ? 1 : hash;
    }
}
