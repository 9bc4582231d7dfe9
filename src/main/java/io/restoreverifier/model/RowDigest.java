package io.restoreverifier.model;

/**
 * How many rows there are, and a sum of 128 bits over a hash of each: the same for the same rows in any order, and another
 * one when a row is changed, missing or doubled. Tells nothing of a row itself.
 *
 * @param first sum of the upper halves, modulo 2^64
 * @param second sum of the lower halves, modulo 2^64
 */
public record RowDigest(long rows, long first, long second) {

    /** Of no rows. */
    public static final RowDigest NONE = new RowDigest(0, 0, 0);

    /** Of the rows of both. */
    public RowDigest plus(RowDigest other) {
        return new RowDigest(rows + other.rows, first + other.first, second + other.second);
    }

    /** The sum in 32 hexadecimal digits. */
    public String text() {
        return String.format("%016x%016x", first, second);
    }
}
