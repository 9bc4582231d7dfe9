package io.restoreverifier.dump;

import io.restoreverifier.archive.Quantity;
import io.restoreverifier.dump.ScriptPiece.Kind;
import io.restoreverifier.model.FindingCode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One sequential read of a script, taken apart as psql takes it (PostgreSQL manual, "Lexical Structure"; psql's
 * {@code psqlscan.l}): statements end at semicolons that are in no string, name, comment, dollar quote, parenthesis or
 * {@code BEGIN ATOMIC}; a backslash outside of these begins a command of psql, which ends with its line; rows follow a
 * COPY from stdin until a line with the mark. Memory does not grow with the script, but to 32 MiB with a statement. For one
 * thread.
 */
public final class ScriptReader {
    private static final Pattern FROM_STDIN = Pattern.compile("(?is)COPY\\s.*\\sFROM\\s+stdin\\b.*");
    private static final Pattern STRINGS =
            Pattern.compile("(?i)SET\\s+standard_conforming_strings\\s*(?:=|TO)\\s*'?(on|off)'?");

    private final ScriptInput input;
    private final StatementText text = new StatementText();
    private boolean backslashEscapes;
    private boolean rowsFollow;

    /** @param script stays open */
    public ScriptReader(InputStream script) {
        this.input = new ScriptInput(script);
    }

    /** How many bytes of the script were taken. */
    public long position() {
        return input.position();
    }

    /** Damage here, told with the position. */
    public DumpDamage incomplete(String within) {
        return input.ended(within);
    }

    /**
     * The next piece; none at the end. Rows that nobody wanted are read over.
     *
     * @throws DumpDamage when the script ends within something, or holds what no text holds
     */
    public Optional<ScriptPiece> next() throws IOException {
        if (rowsFollow) {
            rows().transferTo(OutputStream.nullOutputStream());
        }
        text.begin();
        for (int c = input.read(); c >= 0; c = input.read()) {
            ScriptPiece piece = take(c);
            if (piece != null) {
                return Optional.of(piece);
            }
        }
        if (text.hasContent()) {
            throw input.ended("a statement");
        }
        return Optional.empty();
    }

    /** The rows that follow the COPY that was the last piece, without their mark; asked for once, need not be closed. */
    public InputStream rows() {
        if (!rowsFollow) {
            throw new IllegalStateException("no rows follow the last piece");
        }
        rowsFollow = false;
        return new ScriptRows(input);
    }

    private @Nullable ScriptPiece take(int c) throws IOException {
        switch (c) {
            case '\\' -> {
                return new ScriptPiece(Kind.COMMAND, "\\" + restOfLine(), true);
            }
            case '-' -> {
                if (input.peek(0) == '-') {
                    return comment();
                }
                text.add(c);
            }
            case '/' -> slash();
            case '(', ')' -> text.parenthesis(c);
            case ';' -> {
                return end();
            }
            case '\'' -> quoted('\'', backslashEscapes || text.endsInEscape());
            case '"' -> quoted('"', false);
            case '$' -> dollar();
            case 0 -> throw corrupt();
            default -> plain(c);
        }
        return null;
    }

    private void plain(int c) throws IOException {
        if (!StatementText.beginsWord(c)) {
            text.add(c);
            return;
        }
        text.beginWord();
        text.add(c);
        while (StatementText.continuesWord(input.peek(0))) {
            text.add(input.read());
        }
        text.endWord();
    }

    private @Nullable ScriptPiece comment() throws IOException {
        String line = "-" + restOfLine();
        if (text.hasContent()) {
            text.add('\n');
            return null;
        }
        return new ScriptPiece(Kind.COMMENT, line, true);
    }

    private void slash() throws IOException {
        if (input.peek(0) != '*') {
            text.add('/');
            return;
        }
        input.skip(1);
        for (int depth = 1; depth > 0; ) {
            int c = require("a comment");
            if (c == '/' && input.peek(0) == '*') {
                input.skip(1);
                depth++;
            } else if (c == '*' && input.peek(0) == '/') {
                input.skip(1);
                depth--;
            }
        }
        text.add(' ');
    }

    private @Nullable ScriptPiece end() throws IOException {
        if (text.isOpen()) {
            text.add(';');
            return null;
        }
        if (!text.hasContent()) {
            text.begin();
            return null;
        }
        String statement = text.raw();
        if (statement.regionMatches(true, 0, "SET", 0, 3)) {
            var strings = STRINGS.matcher(statement);
            backslashEscapes = strings.matches() ? strings.group(1).equalsIgnoreCase("off") : backslashEscapes;
        }
        if (statement.regionMatches(true, 0, "COPY", 0, 4)
                && FROM_STDIN.matcher(statement).matches()) {
            if (!restOfLine().isEmpty()) {
                throw damaged("something stands behind a COPY statement");
            }
            rowsFollow = true;
            return new ScriptPiece(Kind.COPY, statement, text.isWhole());
        }
        return new ScriptPiece(Kind.STATEMENT, statement, text.isWhole());
    }

    /** A doubled quote ends a string and begins the next, which is as good as being within one. */
    private void quoted(char quote, boolean escapes) throws IOException {
        text.add(quote);
        for (int c = require("a string or name"); ; c = require("a string or name")) {
            text.add(c);
            if (c == '\\' && escapes) {
                text.add(require("a string"));
            } else if (c == quote) {
                return;
            } else if (c == 0) {
                throw corrupt();
            }
        }
    }

    private void dollar() throws IOException {
        StringBuilder tag = new StringBuilder("$");
        text.add('$');
        int c = input.peek(0);
        boolean first = true;
        while (c != '$' && (first ? StatementText.beginsWord(c) : StatementText.continuesWord(c))) {
            tag.append((char) input.read());
            text.add(c);
            c = input.peek(0);
            first = false;
        }
        if (c != '$') {
            return;
        }
        text.add(input.read());
        untilAgain(tag.append('$'));
    }

    /** A dollar can only be the first or the last character of the tag, so that a miss need not go back. */
    private void untilAgain(CharSequence tag) throws IOException {
        int matched = 0;
        while (matched < tag.length()) {
            int c = require("a dollar quote");
            text.add(c);
            if (c == 0) {
                throw corrupt();
            }
            boolean goesOn = c == tag.charAt(matched) && (c != '$' || matched == 0 || matched == tag.length() - 1);
            matched = goesOn ? matched + 1 : c == '$' ? 1 : 0;
        }
    }

    private int require(String within) throws IOException {
        int c = input.read();
        if (c < 0) {
            throw input.ended(within);
        }
        return c;
    }

    private String restOfLine() throws IOException {
        StatementText line = new StatementText();
        for (int c = input.read(); c >= 0 && c != '\n'; c = input.read()) {
            if (c != '\r') {
                line.add(c);
            }
        }
        return line.raw();
    }

    private DumpDamage corrupt() {
        return damaged("a NUL character stands");
    }

    private DumpDamage damaged(String what) {
        return new DumpDamage(
                FindingCode.ARTIFACT_CORRUPT,
                what + " near byte " + Quantity.number(position()) + " (uncompressed), which pg_dump never writes",
                "compare with another copy of this artifact, and look at the disk or the transfer it came through");
    }
}
