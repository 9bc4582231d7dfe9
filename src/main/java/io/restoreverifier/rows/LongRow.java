package io.restoreverifier.rows;

import net.openhft.hashing.LongTupleHashFunction;

/**
 * A row that is too long to be kept whole: its moments are rewritten as it passes, and what comes of it is hashed in pieces
 * that each begin with the hash of those before. Ends with the same hash however it was cut. Used once.
 */
final class LongRow {
    private static final int CHAIN = 2 * Long.BYTES;

    private final LongTupleHashFunction function;
    private final Moments moments = new Moments();
    private final byte[] raw = new byte[2 * RowDigester.PIECE];
    private final byte[] piece = new byte[CHAIN + RowDigester.PIECE];
    private final byte[] moment = new byte[Moments.LENGTH];
    private final long[] chain = new long[2];
    private int filled;
    private int searched;
    private int used = CHAIN;
    private boolean chained;

    LongRow(LongTupleHashFunction function) {
        this.function = function;
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
        emit(raw, 0, filled);
        if (chained) {
            fold();
            System.arraycopy(chain, 0, hash, 0, hash.length);
        } else {
            function.hashBytes(piece, CHAIN, used - CHAIN, hash);
        }
    }

    /** Goes over what was taken, up to where a moment could still go on with what comes next; keeps its beginning. */
    private void advance(int limit) {
        int emitted = 0;
        for (int at = searched; at < limit; at++) {
            if (raw[at] == ':' && moments.find(raw, at, emitted, filled)) {
                emit(raw, emitted, moments.begin());
                moments.write(moment, 0);
                emit(moment, 0, moment.length);
                emitted = moments.end();
                at = emitted - 1;
            }
        }
        int reached = Math.max(limit, emitted);
        int cut = Math.max(emitted, reached - Moments.BEFORE);
        emit(raw, emitted, cut);
        System.arraycopy(raw, cut, raw, 0, filled - cut);
        filled -= cut;
        searched = reached - cut;
    }

    private void emit(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to) {
            if (used == piece.length) {
                fold();
            }
            int n = Math.min(to - at, piece.length - used);
            System.arraycopy(bytes, at, piece, used, n);
            used += n;
            at += n;
        }
    }

    private void fold() {
        for (int i = 0; i < CHAIN; i++) {
            piece[i] = (byte) (chain[i / Long.BYTES] >>> (8 * (i % Long.BYTES)));
        }
        function.hashBytes(piece, 0, used, chain);
        used = CHAIN;
        chained = true;
    }
}
