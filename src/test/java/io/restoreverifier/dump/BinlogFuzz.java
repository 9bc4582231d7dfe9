package io.restoreverifier.dump;

import java.util.Arrays;

/** Whatever bytes come as a binary log, in pieces of any length: they are judged as they are when they come at once. */
public final class BinlogFuzz {
    private BinlogFuzz() {}

    public static void fuzzerTestOneInput(byte[] bytes) {
        BinlogScan once = new BinlogScan();
        once.take(bytes, bytes.length);
        BinlogScan pieces = new BinlogScan();
        int step = bytes.length == 0 ? 1 : 1 + (bytes[0] & 0xf);
        for (int at = 0; at < bytes.length; at += step) {
            byte[] piece = Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + step));
            pieces.take(piece, piece.length);
        }
        if (once.isOne() != pieces.isOne()) {
            throw new AssertionError("it depends on the pieces in which it comes");
        }
    }
}
