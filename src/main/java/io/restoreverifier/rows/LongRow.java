package io.restoreverifier.rows;

import net.openhft.hashing.LongTupleHashFunction;

/**
 * A row that is too long to be kept whole: its moments are rewritten as it passes, and what comes of it is hashed in pieces
 * that each begin with the hash of those before. Ends with the same hash however it was cut. Used once.
 */
final class LongRow {
    private final Pieces pieces;
    private final Moments moments = new Moments();
    private final byte[] raw = new byte[2 * RowDigester.PIECE];
    private final byte[] moment = new byte[Moments.LENGTH];
    private int filled;
    private int searched;

    LongRow(LongTupleHashFunction function) {
        pieces = new Pieces(function);
    }

    void take(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to) {
            int n = Math.min(to - at, raw.length - filled);
            System.arraycopy(bytes, at, raw, filled, n);
            filled += n;
            at += n;
            if (filled == raw.length) {
                advance(filled - Moments.BEHIND);
            }
        }
    }

    /** Gives the hash of everything. */
    void end(long[] hash) {
        advance(filled);
        pieces.add(raw, 0, filled);
        pieces.end(hash);
    }

    /** Goes over what was taken, up to where a moment could still go on with what comes next; keeps its beginning. */
    private void advance(int limit) {
        int emitted = 0;
        for (int at = searched; at < limit; at++) {
            if (raw[at] == ':' && moments.find(raw, at, emitted, filled)) {
                pieces.add(raw, emitted, moments.begin());
                moments.write(moment, 0);
                pieces.add(moment, 0, moment.length);
                emitted = moments.end();
                at = emitted - 1;
            }
        }
        int reached = Math.max(limit, emitted);
        int cut = Math.max(emitted, reached - Moments.BEFORE);
        pieces.add(raw, emitted, cut);
        System.arraycopy(raw, cut, raw, 0, filled - cut);
        filled -= cut;
        searched = reached - cut;
    }
}
