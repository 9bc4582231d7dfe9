package io.restoreverifier.rows;

import net.openhft.hashing.LongTupleHashFunction;

/** Hashes bytes of any length in pieces, each of which begins with the hash of those before. For one thread. */
final class Pieces {
    private static final int CHAIN = 2 * Long.BYTES;

    private final LongTupleHashFunction function;
    private final byte[] piece = new byte[CHAIN + RowDigester.PIECE];
    private final long[] chain = new long[2];
    private int used = CHAIN;
    private boolean chained;

    Pieces(LongTupleHashFunction function) {
        this.function = function;
    }

    void add(byte[] bytes, int from, int to) {
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

    /** Gives the hash of everything, which is that of the bytes alone when they fit into one piece; then begins anew. */
    void end(long[] hash) {
        if (chained) {
            fold();
            System.arraycopy(chain, 0, hash, 0, hash.length);
        } else {
            function.hashBytes(piece, CHAIN, used - CHAIN, hash);
        }
        used = CHAIN;
        chained = false;
        chain[0] = 0;
        chain[1] = 0;
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
