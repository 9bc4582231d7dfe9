package io.restoreverifier.rows;

import io.restoreverifier.model.RowDigest;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import net.openhft.hashing.LongTupleHashFunction;
import org.jspecify.annotations.Nullable;

/**
 * Digests rows in COPY's text format, which writes a line feed after each row and never within one (PostgreSQL manual,
 * COPY, "Text Format"). Moments are digested, and not how a session's time zone writes them: see {@link Moments}. Memory
 * does not grow with rows nor with their length. For one thread.
 */
public final class RowDigester {
    /** More bytes are not worth gathering before they are given to this. */
    public static final int MOST_AT_ONCE = 1 << 16;

    /** Longer rows are hashed in pieces of this length. */
    static final int PIECE = 1 << 16;

    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long EACH = 0x0101010101010101L;
    private static final long LINE_FEEDS = EACH * '\n';
    private static final long COLONS = EACH * ':';

    private final LongTupleHashFunction function = LongTupleHashFunction.xx128();
    private final Moments moments = new Moments();
    private final long[] hash = new long[2];
    /** Both are made when they are wanted: most tables are small. */
    private byte[] kept = {};

    private byte[] scratch = {};
    private int keptBytes;
    private boolean colon;
    private @Nullable LongRow longRow;
    private long rows;
    private long first;
    private long second;
    private long linesAfterMark = -1;
    private boolean moreAfterMark;

    /** Takes the next bytes, cut anywhere. */
    public void take(byte[] bytes, int offset, int length) {
        int at = offset;
        int end = offset + length;
        while (at < end) {
            int feed = lineFeed(bytes, at, end);
            if (feed < 0) {
                keep(bytes, at, end);
                return;
            }
            if (keptBytes == 0 && longRow == null && feed - at <= PIECE) {
                row(bytes, at, feed);
            } else {
                keep(bytes, at, feed);
                endKept();
            }
            colon = false;
            at = feed + 1;
        }
    }

    /** Of the rows until now. */
    public RowDigest digest() {
        return new RowDigest(rows, first, second);
    }

    /** Whether the last row was ended. */
    public boolean isBetweenRows() {
        return keptBytes == 0 && longRow == null;
    }

    /** How many empty lines followed the mark that ends pg_dump's data; negative when it did not come or more than they did. */
    public long linesAfterMark() {
        return moreAfterMark ? -1 : linesAfterMark;
    }

    private void keep(byte[] bytes, int from, int to) {
        LongRow row = longRow;
        if (row == null && keptBytes + (to - from) > PIECE) {
            row = new LongRow(function);
            row.take(kept, 0, keptBytes);
            keptBytes = 0;
            longRow = row;
        }
        if (row != null) {
            row.take(bytes, from, to);
        } else {
            kept = kept.length == 0 ? new byte[PIECE] : kept;
            System.arraycopy(bytes, from, kept, keptBytes, to - from);
            keptBytes += to - from;
        }
    }

    private void endKept() {
        LongRow row = longRow;
        if (row == null) {
            row(kept, 0, keptBytes);
        } else {
            row.end(hash);
            add();
            longRow = null;
        }
        keptBytes = 0;
    }

    /** A row that is whole, and not long. */
    private void row(byte[] bytes, int from, int to) {
        boolean mark = to - from == 2 && bytes[from] == '\\' && bytes[from + 1] == '.';
        if (mark || linesAfterMark >= 0) {
            moreAfterMark |= linesAfterMark >= 0 && to > from;
            linesAfterMark++;
            return;
        }
        int canonical = -1;
        if (colon) {
            scratch = scratch.length == 0 ? new byte[PIECE] : scratch;
            canonical = moments.canonical(bytes, from, to, scratch);
        }
        if (canonical < 0) {
            function.hashBytes(bytes, from, to - from, hash);
        } else {
            function.hashBytes(scratch, 0, canonical, hash);
        }
        add();
    }

    private void add() {
        moreAfterMark |= linesAfterMark >= 0;
        rows++;
        first += hash[0];
        second += hash[1];
    }

    /** Where the next line feed is, or -1; notes on the way whether there is a colon before it. Eight bytes at a time. */
    private int lineFeed(byte[] bytes, int from, int end) {
        int at = from;
        for (; at <= end - Long.BYTES; at += Long.BYTES) {
            long word = (long) WORD.get(bytes, at);
            long feeds = zeroBytes(word ^ LINE_FEEDS);
            long colons = zeroBytes(word ^ COLONS);
            if (feeds != 0) {
                // The lowest bit found is exact; those above it may be false ones of a borrow.
                long lowest = Long.lowestOneBit(feeds);
                colon |= (colons & (lowest - 1)) != 0;
                return at + (Long.numberOfTrailingZeros(lowest) >>> 3);
            }
            colon |= colons != 0;
        }
        for (; at < end; at++) {
            if (bytes[at] == '\n') {
                return at;
            }
            colon |= bytes[at] == ':';
        }
        return -1;
    }

    private static long zeroBytes(long word) {
        return (word - EACH) & ~word & (EACH << 7);
    }
}
