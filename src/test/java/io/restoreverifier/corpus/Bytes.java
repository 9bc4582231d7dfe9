package io.restoreverifier.corpus;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** What disks, transfers and careless jobs do to the bytes of an artifact. Each gives a changed copy. */
final class Bytes {
    private Bytes() {}

    static byte[] cut(byte[] whole, int length) {
        return Arrays.copyOf(whole, length);
    }

    /** So many per cent of them. */
    static byte[] first(byte[] whole, int percent) {
        return cut(whole, (int) (whole.length * (long) percent / 100));
    }

    static byte[] flipped(byte[] whole, int at, int bits) {
        byte[] changed = whole.clone();
        changed[at] ^= (byte) bits;
        return changed;
    }

    static byte[] zeroed(byte[] whole, int from, int length) {
        byte[] changed = whole.clone();
        Arrays.fill(changed, from, from + length, (byte) 0);
        return changed;
    }

    static byte[] without(byte[] whole, int from, int length) {
        ByteArrayOutputStream rest = new ByteArrayOutputStream(whole.length);
        rest.write(whole, 0, from);
        rest.write(whole, from + length, whole.length - from - length);
        return rest.toByteArray();
    }

    /** As a transfer in text mode to another system makes it. */
    static byte[] asText(byte[] whole) {
        ByteArrayOutputStream text = new ByteArrayOutputStream(whole.length);
        for (byte b : whole) {
            if (b == '\n') {
                text.write('\r');
            }
            text.write(b);
        }
        return text.toByteArray();
    }

    /** Where a text begins. */
    static int find(byte[] whole, String text) {
        int at = new String(whole, StandardCharsets.ISO_8859_1).indexOf(text);
        if (at < 0) {
            throw new IllegalArgumentException("there is no " + text);
        }
        return at;
    }
}
