package io.restoreverifier.rows;

import io.restoreverifier.model.RowDigest;
import java.nio.ByteBuffer;
import net.openhft.hashing.LongTupleHashFunction;

/**
 * Digests large objects, each by its number and its content and counted as a row. Memory does not grow with them. For one
 * thread.
 */
public final class ObjectDigester {
    private final Pieces pieces = new Pieces(LongTupleHashFunction.xx128());
    private final long[] hash = new long[2];
    private long objects;
    private long first;
    private long second;

    /** Begins the next one; the one before must have been ended. */
    public void begin(long number) {
        pieces.add(ByteBuffer.allocate(Long.BYTES).putLong(number).array(), 0, Long.BYTES);
    }

    /** Takes the next bytes of its content, cut anywhere. */
    public void take(byte[] bytes, int offset, int length) {
        pieces.add(bytes, offset, offset + length);
    }

    /** Ends it. */
    public void end() {
        pieces.end(hash);
        objects++;
        first += hash[0];
        second += hash[1];
    }

    /** Of those that were ended. */
    public RowDigest digest() {
        return new RowDigest(objects, first, second);
    }
}
