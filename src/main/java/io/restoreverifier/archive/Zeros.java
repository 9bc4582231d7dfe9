package io.restoreverifier.archive;

import java.util.Arrays;

/** Whether there are only zeros. */
public final class Zeros {
    private static final byte[] BLOCK = new byte[8192];

    private Zeros() {}

    /**
     * Whether bytes are all zero; also when there are none.
     *
     * @param to the first one that is not looked at
     */
    public static boolean only(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to) {
            int length = Math.min(to - at, BLOCK.length);
            if (!Arrays.equals(bytes, at, at + length, BLOCK, 0, length)) {
                return false;
            }
            at += length;
        }
        return true;
    }
}
