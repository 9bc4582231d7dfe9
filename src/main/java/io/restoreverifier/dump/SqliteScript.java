package io.restoreverifier.dump;

import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.FindingCode;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Takes a script of SQLite's shell apart into statements, by the rules of {@code sqlite3_complete} (sqlite.org/c3ref/complete.html):
 * one ends with a semicolon, that of a trigger with {@code END;}. Runs nothing. For one thread; the caller closes the stream.
 */
public final class SqliteScript {
    /** A longer one would have to be held in memory several times. */
    static final int LONGEST = 24 << 20;

    /** As the shell's {@code .dump} writes it between the rows. */
    private static final Pattern DAMAGE = Pattern.compile("\\*+ (?:CORRUPTION )?ERROR\\b");

    private final InputStream in;
    private final SqliteStatement statement = new SqliteStatement();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 12);
    private final StringBuilder comment = new StringBuilder();
    private boolean saysDamaged;

    public SqliteScript(InputStream in) {
        this.in = new BufferedInputStream(in, 1 << 16);
    }

    /**
     * The next statement without its semicolon.
     *
     * @return empty at the end
     * @throws DumpDamage when the script ends within one
     * @throws CannotTell NOT_SUPPORTED when it is too long to be held in memory
     */
    public Optional<String> next() throws IOException {
        bytes.reset();
        statement.begin();
        for (int c = in.read(); c >= 0; c = in.read()) {
            if (c == '-' && peek() == '-') {
                lineComment();
            } else if (c == '/' && peek() == '*') {
                blockComment();
            } else if (c == '\'' || c == '"' || c == '`' || c == '[') {
                statement.other();
                quoted(c);
            } else if (statement.endsWith((char) c)) {
                if (bytes.size() > 0) {
                    return Optional.of(text());
                }
                statement.begin();
            } else if (bytes.size() > 0 || c > ' ') {
                put(c);
            }
        }
        if (bytes.size() > 0) {
            throw within("a statement");
        }
        return Optional.empty();
    }

    /** Whether a comment until now says that the shell came upon damage when it wrote the script. */
    public boolean saysDamaged() {
        return saysDamaged;
    }

    private int peek() throws IOException {
        in.mark(1);
        int c = in.read();
        in.reset();
        return c;
    }

    private void quoted(int quote) throws IOException {
        int end = quote == '[' ? ']' : quote;
        put(quote);
        for (int c = in.read(); c >= 0; c = in.read()) {
            put(c);
            if (c == end) {
                return;
            }
        }
        throw within("a value or a name");
    }

    private void lineComment() throws IOException {
        for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
            comment(c);
        }
        endComment();
    }

    private void blockComment() throws IOException {
        int before = 0;
        in.read();
        for (int c = in.read(); c >= 0; c = in.read()) {
            if (before == '*' && c == '/') {
                endComment();
                return;
            }
            comment(c);
            before = c;
        }
        throw within("a comment");
    }

    private void comment(int c) {
        if (comment.length() < 200) {
            comment.append((char) c);
        }
    }

    private void endComment() throws IOException {
        if (bytes.size() > 0) {
            put(' ');
        } else {
            saysDamaged |= DAMAGE.matcher(comment).lookingAt();
        }
        comment.setLength(0);
    }

    private void put(int c) {
        if (bytes.size() >= LONGEST) {
            throw new CannotTell(
                    FindingCode.NOT_SUPPORTED,
                    "the script holds a statement of more than " + (LONGEST >> 20) + " MiB",
                    "back up the database file itself: sqlite3 FILE \".backup COPY\"");
        }
        bytes.write(c);
    }

    private String text() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static DumpDamage within(String what) {
        return new DumpDamage(
                FindingCode.ARTIFACT_INCOMPLETE,
                "it ends within " + what,
                "did the backup job end well, and was its disk full? a pipe hides that: use `set -o pipefail`");
    }
}
