package io.restoreverifier.check;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Undoes what vis(3) does to names in mtree(5): {@code \040}, {@code \s}, {@code \^M}, {@code \M-i} and their like. */
final class Vis {
    private static final String LETTERS = "abfnrstv";
    private static final String MEANINGS = "\u0007\b\f\n\r \t\u000b";

    private final byte[] written;
    private final ByteArrayOutputStream name = new ByteArrayOutputStream();
    private int at;

    private Vis(String written) {
        this.written = written.getBytes(StandardCharsets.UTF_8);
    }

    static String undone(String written) {
        return written.indexOf('\\') < 0 ? written : new Vis(written).undone();
    }

    private String undone() {
        while (at < written.length) {
            int b = written[at++];
            name.write(b == '\\' && at < written.length ? escaped() : b);
        }
        return name.toString(StandardCharsets.UTF_8);
    }

    private int escaped() {
        int first = written[at++];
        if (first >= '0' && first <= '7') {
            return octal(first - '0');
        }
        if (first == 'M' && at + 1 < written.length && (written[at] == '-' || written[at] == '^')) {
            int second = written[at++];
            int third = written[at++];
            return 0x80 | (second == '^' ? control(third) : third);
        }
        if (first == '^' && at < written.length) {
            return control(written[at++]);
        }
        int letter = LETTERS.indexOf(first);
        return letter >= 0 ? MEANINGS.charAt(letter) : first;
    }

    private int octal(int first) {
        int value = first;
        for (int digits = 1; digits < 3 && at < written.length && isOctal(written[at]); digits++) {
            value = value * 8 + written[at++] - '0';
        }
        return value;
    }

    private static boolean isOctal(int b) {
        return b >= '0' && b <= '7';
    }

    private static int control(int letter) {
        return letter == '?' ? 0x7f : letter & 0x1f;
    }
}
