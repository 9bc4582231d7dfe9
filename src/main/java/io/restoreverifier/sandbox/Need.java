package io.restoreverifier.sandbox;

/**
 * What a verification will take of the machine while it lasts; an upper bound, known before it takes it.
 *
 * @param memory bytes, memory-backed storage included
 * @param disk bytes
 */
public record Need(long memory, long disk) {
    public static final Need NOTHING = new Need(0, 0);

    public Need plus(Need other) {
        return new Need(memory + other.memory, disk + other.disk);
    }
}
