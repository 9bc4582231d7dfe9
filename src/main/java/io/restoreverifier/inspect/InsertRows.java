package io.restoreverifier.inspect;

import io.restoreverifier.dump.InsertTarget;
import io.restoreverifier.model.RowDigest;
import io.restoreverifier.rows.RowDigester;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads INSERT commands as pg_dump writes them ({@code --inserts}, {@code --column-inserts}, {@code --rows-per-insert}) and
 * digests their rows as COPY would write them. Gives up on anything else. Knows standard strings only, and no encoding
 * whose characters end in bytes of ASCII. For one thread.
 */
final class InsertRows {
    /** 1600 columns of 63 characters, quoted. */
    private static final int MOST_OF_HEAD = 1 << 18;

    /** Words and numbers are short; numeric has up to 131072 digits before its point, and 16383 behind. */
    private static final int MOST_OF_WORD = 1 << 18;

    private static final String ESCAPED = "\b\f\n\r\t\u000b\\";
    private static final String ESCAPES = "bfnrtv\\";
    private static final Map<String, String> WORDS = Map.of("NULL", "\\N", "true", "t", "false", "f");
    private static final byte[] VALUES = " VALUES".getBytes(StandardCharsets.US_ASCII);

    private enum State {
        HEAD,
        NAME_IN_HEAD,
        BEFORE_ROW,
        BEFORE_FIELD,
        WORD,
        STRING,
        QUOTE_IN_STRING,
        BEHIND_ROW,
        TAIL,
        LOST
    }

    private final RowDigester digester = new RowDigester();
    private final ByteArrayOutputStream row = new ByteArrayOutputStream();
    private final ByteArrayOutputStream word = new ByteArrayOutputStream();
    private final BitSet defaults = new BitSet();
    private Bytes head = new Bytes();
    private byte[] firstHead = {};
    private @Nullable InsertTarget target;
    private State state = State.HEAD;
    private int field;
    private boolean fieldsBefore;

    /** Bytes whose end can be looked at. */
    private static final class Bytes extends ByteArrayOutputStream {
        boolean endsWith(byte[] end) {
            return count >= end.length && Arrays.equals(buf, count - end.length, count, end, 0, end.length);
        }
    }

    void take(byte[] bytes, int offset, int length) {
        for (int at = offset; at < offset + length && state != State.LOST; at++) {
            take(bytes[at]);
        }
    }

    /** The rows; empty when they could not be made out. */
    Optional<RowDigest> rows() {
        boolean ended = state == State.HEAD
                && head.toString(StandardCharsets.ISO_8859_1).isBlank();
        return ended ? Optional.of(digester.digest()) : Optional.empty();
    }

    /** The table that they are for; empty when there is none of them. */
    Optional<InsertTarget> target() {
        return Optional.ofNullable(target).map(t -> t.without(defaults));
    }

    private void take(byte b) {
        switch (state) {
            case HEAD -> head(b);
            case NAME_IN_HEAD -> {
                head.write(b);
                state = b == '"' ? State.HEAD : State.NAME_IN_HEAD;
            }
            case BEFORE_ROW -> beforeRow(b);
            case BEFORE_FIELD -> beforeField(b);
            case WORD -> word(b);
            case STRING -> string(b);
            case QUOTE_IN_STRING -> quoteInString(b);
            case BEHIND_ROW -> behindRow(b);
            case TAIL -> state = b == ';' ? State.HEAD : State.TAIL;
            case LOST -> {}
        }
    }

    private void head(byte b) {
        boolean blank = b == ' ' || b == '\n' || b == '\t' || b == ';';
        if (blank && head.endsWith(VALUES)) {
            endHead(b);
        } else if (head.size() > MOST_OF_HEAD || b == ';') {
            state = State.LOST;
        } else if (head.size() > 0 || !blank) {
            head.write(b);
            state = b == '"' ? State.NAME_IN_HEAD : State.HEAD;
        }
    }

    private void endHead(byte b) {
        byte[] said = head.toByteArray();
        if (target == null) {
            firstHead = said;
            target = InsertTarget.of(said).orElse(null);
        }
        // All commands of one table begin alike.
        boolean known = target != null && Arrays.equals(said, firstHead);
        head = new Bytes();
        if (!known) {
            state = State.LOST;
        } else if (b == ';') {
            endRow();
            state = State.HEAD;
        } else {
            state = State.BEFORE_ROW;
        }
    }

    private void beforeRow(byte b) {
        if (b == '(') {
            state = State.BEFORE_FIELD;
            field = 0;
            fieldsBefore = false;
        } else if (b != ' ' && b != '\n' && b != '\t') {
            state = State.LOST;
        }
    }

    private void beforeField(byte b) {
        if (b == ' ') {
            return;
        }
        word.reset();
        if (b == '\'') {
            beginField();
            state = State.STRING;
        } else {
            state = State.WORD;
            word(b);
        }
    }

    private void word(byte b) {
        if (b == ',' || b == ')') {
            endWord();
            endField(b);
        } else if (b == '\'' && word.size() == 1 && word.toByteArray()[0] == 'B') {
            word.reset();
            beginField();
            state = State.STRING;
        } else if (b == '\'' || word.size() > MOST_OF_WORD) {
            state = State.LOST;
        } else {
            word.write(b);
        }
    }

    private void endWord() {
        String said = word.toString(StandardCharsets.US_ASCII);
        if (said.equals("DEFAULT")) {
            defaults.set(field);
            return;
        }
        beginField();
        String copied = WORDS.get(said);
        boolean number = !said.isEmpty() && said.chars().allMatch(c -> "0123456789 +-eE.".indexOf(c) >= 0);
        if (copied == null && !number) {
            state = State.LOST;
            return;
        }
        byte[] bytes = (copied == null ? said : copied).getBytes(StandardCharsets.US_ASCII);
        row.write(bytes, 0, bytes.length);
    }

    private void string(byte b) {
        if (b == '\'') {
            state = State.QUOTE_IN_STRING;
        } else {
            write(b);
        }
    }

    private void quoteInString(byte b) {
        if (b == '\'') {
            write(b);
            state = State.STRING;
        } else if (b == ',' || b == ')') {
            endField(b);
        } else {
            state = State.LOST;
        }
    }

    private void write(byte b) {
        int escape = b > '\\' || b < 0 ? -1 : ESCAPED.indexOf(b);
        if (escape >= 0) {
            row.write('\\');
            row.write(ESCAPES.charAt(escape));
        } else {
            row.write(b);
        }
        if (row.size() > RowDigester.MOST_AT_ONCE) {
            flush();
        }
    }

    private void beginField() {
        if (fieldsBefore) {
            row.write('\t');
        }
        fieldsBefore = true;
    }

    private void endField(byte b) {
        if (state == State.LOST) {
            return;
        }
        field++;
        state = State.BEFORE_FIELD;
        if (b == ')') {
            endRow();
            state = State.BEHIND_ROW;
        }
    }

    private void endRow() {
        row.write('\n');
        flush();
    }

    private void flush() {
        byte[] bytes = row.toByteArray();
        digester.take(bytes, 0, bytes.length);
        row.reset();
    }

    private void behindRow(byte b) {
        switch (b) {
            case ',' -> state = State.BEFORE_ROW;
            case ';' -> state = State.HEAD;
            default -> state = State.TAIL;
        }
    }
}
