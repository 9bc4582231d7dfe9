package io.restoreverifier.archive;

/**
 * How much an archive may claim before it is taken for a bomb, and how long its names may be.
 *
 * @param entries at most; each costs memory (about 16 bytes, a symbolic link about 250) while the archive is read
 * @param links symbolic links at most
 * @param bytes at most, once uncompressed
 * @param ratio uncompressed to compressed bytes at most, once {@code ratioFrom} uncompressed bytes are through
 * @param ratioFrom bytes below which the ratio is not asked: small archives of zeros and of empty files are harmless
 * @param nameBytes of a whole name in UTF-8, at most
 * @param depth folders within each other, at most
 */
public record Limits(long entries, int links, long bytes, int ratio, long ratioFrom, int nameBytes, int depth) {

    /** A single part of a name: NAME_MAX of every common Linux file system. */
    static final int PART_BYTES = 255;

    /** The metadata of one entry (GNU long names, PAX records): real ones take a few hundred bytes. */
    static final int HEADER_BYTES = 4 << 20;

    /**
     * Ten million entries and 4 TiB are beyond what one machine restores in a night. Text and code shrink 3 to 20 times,
     * logs 50; gzip cannot shrink more than 1,032 times, so that 200 lies well between real data and a bomb. 4,096
     * bytes are PATH_MAX of Linux; deeper than 256 folders nothing real goes.
     */
    public static final Limits DEFAULT = new Limits(10_000_000, 1_000_000, 4L << 40, 200, 100_000_000, 4096, 256);

    /** Of what is only read through, and never grows on our disk: a database of empty columns shrinks a thousand times. */
    public static final Limits READ_THROUGH = new Limits(10_000_000, 1_000_000, 4L << 40, 20_000, 1L << 30, 4096, 256);

    /**
     * Holds a number of uncompressed bytes against them.
     *
     * @param compressed bytes that they came out of, at least 1
     */
    void refuseBomb(long uncompressed, long compressed) throws DamageFound {
        if (uncompressed > bytes) {
            throw new DamageFound(Damage.bomb("it holds more than " + Quantity.bytes(bytes)));
        }
        if (uncompressed > ratioFrom && uncompressed / compressed >= ratio) {
            throw new DamageFound(Damage.bomb("its first " + Quantity.bytes(compressed) + " already make "
                    + Quantity.bytes(uncompressed) + ", more than " + ratio + " times as many"));
        }
    }
}
