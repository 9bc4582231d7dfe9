package io.restoreverifier.rows;

import io.restoreverifier.model.RowDigest;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a script of SQL as mysqldump and mariadb-dump write it, in sequence: tells each comment, each statement by its
 * beginning, and the rows of each INSERT by their digest. Both tools begin a statement on a line of its own, end it with
 * the end of a line, and write no line feed into a value. Memory does not grow with the script. For one thread.
 */
public final class MysqlScript {
    /** Of a statement, as much as tells what it is. */
    private static final int HEAD = 1 << 12;

    /** Of a line, so that the names of 4096 columns fit before the rows of an INSERT. */
    private static final int LINE = 1 << 20;

    private static final String NAME = "`(?:[^`]|``)+`";
    private static final Pattern INSERT = Pattern.compile("(?:INSERT|REPLACE)(?: +IGNORE)? +INTO +(" + NAME + ")"
            + "(?: *(\\(" + NAME + "(?:, *" + NAME + ")*\\)))? +VALUES\\s");
    private static final byte[] VALUES = "VALUES".getBytes(StandardCharsets.US_ASCII);
    private static final Pattern DELIMITER = Pattern.compile("DELIMITER +(\\S+)\\s*");

    private final Listener listener;
    private final Line line = new Line();
    private final StringBuilder head = new StringBuilder();
    private String delimiter = ";";
    private @Nullable Matcher insert;
    private @Nullable MysqlTuples tuples;

    /** A line whose end can be looked at before it is worth decoding. */
    private static final class Line extends ByteArrayOutputStream {
        /** Whether the word stands right before the last byte. */
        boolean endsWith(byte[] word) {
            int from = count - 1 - word.length;
            return from >= 0 && Arrays.equals(buf, from, count - 1, word, 0, word.length);
        }
    }

    /** Hears what there is, in its order. */
    public interface Listener {
        /** A comment of one line, without the hyphens before it. */
        void comment(String text);

        /** A statement that is no INSERT, cut after its first 4096 characters. */
        void statement(String head);

        /**
         * The rows of one INSERT; several may be for one table.
         *
         * @param columns as written, with their parentheses; empty when there are none
         * @param digest empty when the rows could not be made out
         */
        void rows(String table, String columns, Optional<RowDigest> digest);
    }

    public MysqlScript(Listener listener) {
        this.listener = listener;
    }

    /** Takes the next bytes, cut anywhere. */
    public void take(byte[] bytes, int offset, int length) {
        int at = offset;
        int end = offset + length;
        while (at < end) {
            if (tuples == null) {
                take(bytes[at++]);
            } else {
                at = tuples.take(bytes, at, end);
                endRows();
            }
        }
    }

    /** Whether the last statement was ended. */
    public boolean isBetweenStatements() {
        return tuples == null && head.isEmpty() && line.size() == 0;
    }

    /** A name as it was meant, of one that may be in backticks. */
    public static String plain(String quoted) {
        if (!quoted.startsWith("`")) {
            return quoted;
        }
        return quoted.substring(1, quoted.length() - 1).replace("``", "`");
    }

    private void take(byte b) {
        if (line.size() < LINE) {
            line.write(b);
        }
        if (b == '\n') {
            endLine();
        } else if (b == ' ' && head.isEmpty()) {
            beginRows();
        }
    }

    private void endLine() {
        if (head.isEmpty() && beginRows()) {
            return;
        }
        String text = line.toString(StandardCharsets.UTF_8).stripTrailing();
        line.reset();
        Matcher other = DELIMITER.matcher(text);
        if (head.isEmpty() && (text.startsWith("--") || text.startsWith("#"))) {
            listener.comment(text.replaceFirst("^(?:--|#)", "").strip());
        } else if (head.isEmpty() && other.matches()) {
            delimiter = String.valueOf(other.group(1));
        } else if (!head.isEmpty() || !text.isEmpty()) {
            statement(text);
        }
    }

    private void statement(String text) {
        if (head.isEmpty() && text.startsWith("/*M!999999")) {
            // What newer dumps begin with, to switch off the commands of the client.
            return;
        }
        if (head.length() < HEAD) {
            head.append(text, 0, Math.min(text.length(), HEAD - head.length())).append('\n');
        }
        if (text.endsWith(delimiter)) {
            listener.statement(head.toString());
            head.setLength(0);
        }
    }

    /** Whether the line is the beginning of an INSERT, up to its rows. */
    private boolean beginRows() {
        if (!delimiter.equals(";") || !line.endsWith(VALUES)) {
            return false;
        }
        Matcher matcher = INSERT.matcher(line.toString(StandardCharsets.UTF_8));
        if (!matcher.matches()) {
            return false;
        }
        insert = matcher;
        tuples = new MysqlTuples();
        line.reset();
        return true;
    }

    private void endRows() {
        MysqlTuples ended = tuples;
        Matcher what = insert;
        if (ended != null && what != null && ended.isEnded()) {
            String columns = what.group(2);
            listener.rows(plain(what.group(1)), columns == null ? "" : columns, ended.rows());
            tuples = null;
        }
    }
}
