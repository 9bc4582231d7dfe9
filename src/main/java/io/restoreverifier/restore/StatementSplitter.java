package io.restoreverifier.restore;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Splits SQL into statements as psql does: at semicolons that are in no string, name, comment, dollar quote or parenthesis
 * (PostgreSQL manual, "Lexical Structure"). A backslash where a statement could begin begins a command of psql, which ends
 * with its line. Knows no {@code BEGIN ATOMIC}: neither a dump of globals nor INSERT commands have one.
 */
final class StatementSplitter {
    /** One INSERT may hold a large value, which is below 1 GiB; nobody writes one of this length. */
    private static final int MOST = 256 << 20;

    private static final Pattern DOLLAR_QUOTE =
            Pattern.compile("(?:^|[^\\w$\\x80-\\uffff])(\\$(?:[A-Za-z_\\x80-\\uffff]" + "[\\w\\x80-\\uffff]*)?\\$)$");

    private static final Pattern ESCAPE_STRING = Pattern.compile("(?:^|[^\\w$\\x80-\\uffff])[eE]$");

    private final Reader reader;
    private final boolean backslashEscapes;
    private final StringBuilder statement = new StringBuilder();
    private int parentheses;
    private boolean content;

    /** @param backslashEscapes whether a backslash escapes in every string, as with standard_conforming_strings off */
    StatementSplitter(Reader reader, boolean backslashEscapes) {
        this.reader = reader.markSupported() ? reader : new BufferedReader(reader, 1 << 16);
        this.backslashEscapes = backslashEscapes;
    }

    /** The next statement without its semicolon, or command of psql with its backslash; none at the end. */
    Optional<String> next() throws IOException {
        statement.setLength(0);
        parentheses = 0;
        content = false;
        for (int c = reader.read(); c >= 0; c = reader.read()) {
            if (c == '\\' && !content) {
                return Optional.of("\\" + restOfLine());
            }
            if (c == ';' && parentheses <= 0) {
                if (content) {
                    return Optional.of(statement.toString().strip());
                }
                statement.setLength(0);
            } else {
                take((char) c);
            }
        }
        return content ? Optional.of(statement.toString().strip()) : Optional.empty();
    }

    /** Reads over lines of data up to the mark that ends them. */
    void skipData() throws IOException {
        restOfLine();
        String line = restOfLine();
        while (!line.equals("\\.") && peek() >= 0) {
            line = restOfLine();
        }
    }

    private void take(char c) throws IOException {
        boolean lineComment = c == '-' && peek() == '-';
        boolean blockComment = c == '/' && peek() == '*';
        if (lineComment) {
            restOfLine();
            append('\n');
            return;
        }
        if (blockComment) {
            blockComment();
            append(' ');
            return;
        }
        content |= !Character.isWhitespace(c);
        boolean escapes =
                c == '\'' && (backslashEscapes || ESCAPE_STRING.matcher(tail()).find());
        append(c);
        switch (c) {
            case '(' -> parentheses++;
            case ')' -> parentheses--;
            case '"' -> quoted('"', false);
            case '\'' -> quoted('\'', escapes);
            case '$' -> dollarQuoted();
            default -> {}
        }
    }

    /** A doubled quote ends a string and begins the next, which is as good as being within one. */
    private void quoted(char quote, boolean escapes) throws IOException {
        for (int c = reader.read(); c >= 0; c = reader.read()) {
            append((char) c);
            if (c == '\\' && escapes) {
                int escaped = reader.read();
                if (escaped >= 0) {
                    append((char) escaped);
                }
            } else if (c == quote) {
                return;
            }
        }
    }

    private void dollarQuoted() throws IOException {
        Matcher begin = DOLLAR_QUOTE.matcher(tail());
        if (!begin.find()) {
            return;
        }
        String tag = begin.group(1);
        int from = statement.length();
        for (int c = reader.read(); c >= 0; c = reader.read()) {
            append((char) c);
            int end = statement.length() - tag.length();
            if (c == '$' && end >= from && statement.indexOf(tag, end) == end) {
                return;
            }
        }
    }

    private void blockComment() throws IOException {
        reader.read();
        int depth = 1;
        int before = 0;
        for (int c = reader.read(); c >= 0 && depth > 0; c = depth > 0 ? reader.read() : 0) {
            if (before == '/' && c == '*') {
                depth++;
                before = 0;
            } else if (before == '*' && c == '/') {
                depth--;
                before = 0;
            } else {
                before = c;
            }
        }
    }

    /** As much of the statement's end as the beginning of a string or of a dollar quote can take. */
    private String tail() {
        return statement.substring(Math.max(0, statement.length() - 70));
    }

    private void append(char c) throws IOException {
        if (statement.length() >= MOST) {
            throw new StatementTooLong();
        }
        statement.append(c);
    }

    private String restOfLine() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = reader.read(); c >= 0 && c != '\n'; c = reader.read()) {
            if (c != '\r' && line.length() < MOST) {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    private int peek() throws IOException {
        reader.mark(1);
        int c = reader.read();
        reader.reset();
        return c;
    }

    /** Nobody writes that much in one statement. */
    static final class StatementTooLong extends IOException {
        private static final long serialVersionUID = 1;

        StatementTooLong() {
            super("a statement is longer than " + MOST + " characters");
        }
    }
}
