package io.restoreverifier.dump;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;

/** A statement as it grows, with as much as must be known of it to find its end. Used again for the next. */
final class StatementText {
    /** Nobody but a table of huge values in INSERT commands writes more. */
    private static final int MOST = 32 << 20;

    private static final int KEPT = 1 << 16;
    /** Enough to tell a function from everything else. */
    private static final int FIRST_WORDS = 4;

    /** Of those that matter. */
    private static final int LONGEST_WORD = 9;

    private static final Set<String> FUNCTION = Set.of("cf", "cp", "corf", "corp");

    private byte[] bytes = new byte[KEPT];
    private int length;
    private int wordFrom;
    private int words;
    private final StringBuilder initials = new StringBuilder();
    private boolean function;
    private int parentheses;
    /** How many BEGIN and CASE of a function's body wait for their END. */
    private int bodies;

    private boolean content;
    private boolean cut;

    /** Begins anew. */
    void begin() {
        if (bytes.length > KEPT << 4) {
            bytes = new byte[KEPT];
        }
        length = 0;
        wordFrom = -1;
        words = 0;
        initials.setLength(0);
        function = false;
        parentheses = 0;
        bodies = 0;
        content = false;
        cut = false;
    }

    void add(int c) {
        if (!content) {
            if (isBlank(c)) {
                return;
            }
            content = true;
        }
        if (length == bytes.length) {
            if (length >= MOST) {
                cut = true;
                return;
            }
            bytes = Arrays.copyOf(bytes, Math.min(MOST, 2 * length));
        }
        bytes[length++] = (byte) c;
    }

    /** Whether there is anything but blanks. */
    boolean hasContent() {
        return content;
    }

    boolean isWhole() {
        return !cut;
    }

    /** Whether a semicolon does not end it. */
    boolean isOpen() {
        return parentheses > 0 || bodies > 0;
    }

    void parenthesis(int c) {
        parentheses += c == '(' ? 1 : -1;
        add(c);
    }

    void beginWord() {
        wordFrom = length;
    }

    /** As psql finds the bodies of functions in SQL: only words outside of parentheses, of CREATE FUNCTION and its like. */
    void endWord() {
        if (words >= FIRST_WORDS && !function) {
            return;
        }
        String word = length - wordFrom > LONGEST_WORD
                ? ""
                : new String(bytes, wordFrom, length - wordFrom, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
        if (words++ < FIRST_WORDS) {
            initials.append(initial(word));
            function |= FUNCTION.contains(initials.toString());
        }
        if (function && parentheses == 0) {
            switch (word) {
                case "begin" -> bodies++;
                case "case" -> bodies += bodies > 0 ? 1 : 0;
                case "end" -> bodies -= bodies > 0 ? 1 : 0;
                default -> {}
            }
        }
    }

    private static char initial(String word) {
        return switch (word) {
            case "create", "function", "procedure", "or", "replace" -> word.charAt(0);
            default -> '-';
        };
    }

    /** Whether a string that begins here knows backslashes: behind an E that is a word of its own. */
    boolean endsInEscape() {
        return length > 0 && wordFrom == length - 1 && (bytes[length - 1] == 'e' || bytes[length - 1] == 'E');
    }

    /** Each byte one character, without blanks at its end. */
    String raw() {
        int end = length;
        while (end > 0 && isBlank(bytes[end - 1])) {
            end--;
        }
        return new String(bytes, 0, end, StandardCharsets.ISO_8859_1);
    }

    static boolean beginsWord(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c >= 0x80;
    }

    static boolean continuesWord(int c) {
        return beginsWord(c) || (c >= '0' && c <= '9') || c == '$';
    }

    private static boolean isBlank(int c) {
        return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
    }
}
