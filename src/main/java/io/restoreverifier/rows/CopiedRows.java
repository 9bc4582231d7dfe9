package io.restoreverifier.rows;

import io.restoreverifier.model.RowDigest;

/** Rows as COPY writes them, made byte by byte and digested. Memory does not grow with them. For one thread. */
final class CopiedRows {
    private static final String ESCAPED = "\b\f\n\r\t\u000b\\";
    private static final String ESCAPES = "bfnrtv\\";

    /** Of each byte, whether COPY writes it as it stands, and it ends no string of SQL. */
    private static final boolean[] PLAIN = new boolean[256];

    static {
        for (int b = 0; b < PLAIN.length; b++) {
            PLAIN[b] = b != '\'' && ESCAPED.indexOf(b) < 0;
        }
    }

    private final RowDigester digester = new RowDigester();
    private final byte[] row = new byte[RowDigester.MOST_AT_ONCE + 8];
    private int length;

    /** Takes a byte that is written as it is. */
    void put(byte b) {
        row[length++] = b;
        flushWhenFull();
    }

    /** Takes a byte of a value. */
    void value(byte b) {
        int escape = b > '\\' || b < 0 ? -1 : ESCAPED.indexOf(b);
        if (escape >= 0) {
            put((byte) '\\');
            put((byte) ESCAPES.charAt(escape));
        } else {
            put(b);
        }
    }

    /**
     * Takes of a string of SQL what is written as it stands, which is most of most strings.
     *
     * @return where the first byte is that was not taken
     */
    int plain(byte[] bytes, int from, int end) {
        int most = Math.min(end, from + RowDigester.MOST_AT_ONCE - length);
        int to = from;
        while (to < most && PLAIN[bytes[to] & 0xff]) {
            to++;
        }
        System.arraycopy(bytes, from, row, length, to - from);
        length += to - from;
        flushWhenFull();
        return to;
    }

    void endRow() {
        put((byte) '\n');
        flush();
    }

    /** Of all rows so far. */
    RowDigest digest() {
        flush();
        return digester.digest();
    }

    private void flushWhenFull() {
        if (length >= RowDigester.MOST_AT_ONCE) {
            flush();
        }
    }

    private void flush() {
        digester.take(row, 0, length);
        length = 0;
    }
}
