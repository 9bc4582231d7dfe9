package io.restoreverifier.rows;

import io.restoreverifier.model.RowDigest;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The rows of one INSERT statement, as mysqldump and mariadb-dump write them, digested as COPY would write them: whether a
 * value stands in quotes, in hexadecimal digits or bare is not part of the row. For one thread.
 */
final class MysqlTuples {
    /** What stands behind a backslash, and what is meant; of all others the backslash is meant to go. */
    private static final String WRITTEN = "0nrtbZ";

    private static final String MEANT = "\0\n\r\t\b\u001a";

    /** Numbers are short; decimals have up to 65 digits. */
    private static final int MOST_OF_WORD = 400;

    private static final String NUMBER = "0123456789+-eE.";

    private enum State {
        BEFORE_ROW,
        BEFORE_FIELD,
        WORD,
        DIGITS,
        STRING,
        ESCAPE,
        BEHIND_STRING,
        BEHIND_ROW,
        LOST,
        ENDED
    }

    private final CopiedRows rows = new CopiedRows();
    private final byte[] word = new byte[MOST_OF_WORD + 1];
    private int wordLength;
    private int digit = -1;
    private State state = State.BEFORE_ROW;
    private boolean fieldsBefore;
    private boolean lost;
    private byte before;

    /**
     * Takes bytes up to the end of the statement.
     *
     * @return where the first byte is that was not taken
     */
    int take(byte[] bytes, int from, int end) {
        int at = from;
        while (at < end && state != State.ENDED) {
            if (state == State.STRING) {
                at = rows.plain(bytes, at, end);
            }
            if (at < end) {
                take(bytes[at++]);
            }
        }
        return at;
    }

    boolean isEnded() {
        return state == State.ENDED;
    }

    /** Empty when they could not be made out. */
    Optional<RowDigest> rows() {
        RowDigest digest = rows.digest();
        return lost ? Optional.empty() : Optional.of(digest);
    }

    private void take(byte b) {
        switch (state) {
            case STRING -> string(b);
            case ESCAPE -> escape(b);
            case BEHIND_STRING -> behindString(b);
            case WORD -> word(b);
            case DIGITS -> digits(b);
            case BEFORE_FIELD -> beforeField(b);
            case BEFORE_ROW -> beforeRow(b);
            case BEHIND_ROW -> behindRow(b);
            case LOST -> lost(b);
            case ENDED -> throw new IllegalStateException("the statement was ended");
        }
    }

    private void beforeRow(byte b) {
        if (b == '(') {
            state = State.BEFORE_FIELD;
            fieldsBefore = false;
        } else if (!isBlank(b)) {
            lose(b);
        }
    }

    private void beforeField(byte b) {
        if (isBlank(b)) {
            return;
        }
        beginField();
        if (b == '\'') {
            state = State.STRING;
        } else {
            wordLength = 0;
            state = State.WORD;
            word(b);
        }
    }

    private void word(byte b) {
        if (b == ',' || b == ')') {
            endWord(b);
            endField(b);
        } else if (b == '\'' && said().matches("_\\w+ *")) {
            state = State.STRING;
        } else if (b == '\'' || wordLength == word.length) {
            lose(b);
        } else {
            word[wordLength++] = b;
            if (wordLength == 2 && word[0] == '0' && b == 'x') {
                digit = -1;
                state = State.DIGITS;
            }
        }
    }

    private String said() {
        return new String(word, 0, wordLength, StandardCharsets.ISO_8859_1);
    }

    private void endWord(byte b) {
        if (isNumber()) {
            for (int i = 0; i < wordLength; i++) {
                rows.put(word[i]);
            }
        } else if (said().equals("NULL")) {
            rows.put((byte) '\\');
            rows.put((byte) 'N');
        } else {
            lose(b);
        }
    }

    private boolean isNumber() {
        for (int i = 0; i < wordLength; i++) {
            if (NUMBER.indexOf(word[i]) < 0) {
                return false;
            }
        }
        return wordLength > 0;
    }

    private void digits(byte b) {
        int value = Character.digit(b, 16);
        if (value >= 0 && digit < 0) {
            digit = value;
        } else if (value >= 0) {
            rows.value((byte) (digit << 4 | value));
            digit = -1;
        } else if (digit < 0 && (b == ',' || b == ')')) {
            endField(b);
        } else {
            lose(b);
        }
    }

    private void string(byte b) {
        if (b == '\\') {
            state = State.ESCAPE;
        } else if (b == '\'') {
            state = State.BEHIND_STRING;
        } else {
            rows.value(b);
        }
    }

    private void escape(byte b) {
        int known = WRITTEN.indexOf(b);
        rows.value(known < 0 ? b : (byte) MEANT.charAt(known));
        state = State.STRING;
    }

    private void behindString(byte b) {
        if (b == '\'') {
            rows.value(b);
            state = State.STRING;
        } else if (b == ',' || b == ')') {
            endField(b);
        } else {
            lose(b);
        }
    }

    private void beginField() {
        if (fieldsBefore) {
            rows.put((byte) '\t');
        }
        fieldsBefore = true;
    }

    private void endField(byte b) {
        if (state == State.LOST) {
            return;
        }
        state = State.BEFORE_FIELD;
        if (b == ')') {
            rows.endRow();
            state = State.BEHIND_ROW;
        }
    }

    private void behindRow(byte b) {
        if (b == ',') {
            state = State.BEFORE_ROW;
        } else if (b == ';') {
            state = State.ENDED;
        } else if (!isBlank(b)) {
            lose(b);
        }
    }

    private void lose(byte b) {
        lost = true;
        state = State.LOST;
        lost(b);
    }

    /** The statement ends with its line. */
    private void lost(byte b) {
        if (b == '\n' && before == ';') {
            state = State.ENDED;
        }
        before = b;
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || b == '\n' || b == '\r' || b == '\t';
    }
}
