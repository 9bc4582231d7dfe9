package io.restoreverifier.dump;

import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.FindingCode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
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
    private final byte[] block = new byte[1 << 16];
    private int at;
    private int end;
    private final SqliteStatement statement = new SqliteStatement();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 12);
    private final StringBuilder comment = new StringBuilder();
    private boolean saysDamaged;

    private static final BitSet SPECIAL = new BitSet();

    static {
        "-/'\"`[;".chars().forEach(SPECIAL::set);
    }

    public SqliteScript(InputStream in) {
        this.in = in;
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
        for (int c = read(); c >= 0; c = read()) {
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
                if (statement.isPlain()) {
                    plain();
                }
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

    private int read() throws IOException {
        return fill() ? block[at++] & 0xff : -1;
    }

    private int peek() throws IOException {
        return fill() ? block[at] & 0xff : -1;
    }

    /** Whether there is another byte. */
    private boolean fill() throws IOException {
        if (at == end) {
            at = 0;
            end = Math.max(0, in.read(block));
        }
        return at < end;
    }

    /** Up to the next character that means something; only a semicolon ends a statement that is no trigger. */
    private void plain() {
        int from = at;
        while (at < end && !SPECIAL.get(block[at] & 0xff)) {
            at++;
        }
        take(from);
    }

    private void quoted(int quote) throws IOException {
        byte last = (byte) (quote == '[' ? ']' : quote);
        put(quote);
        while (fill()) {
            int from = at;
            while (at < end && block[at] != last) {
                at++;
            }
            boolean ended = at < end;
            at += ended ? 1 : 0;
            take(from);
            if (ended) {
                return;
            }
        }
        throw within("a value or a name");
    }

    /** What was read since is part of the statement. */
    private void take(int from) {
        requireRoom(at - from);
        bytes.write(block, from, at - from);
    }

    private void lineComment() throws IOException {
        for (int c = read(); c >= 0 && c != '\n'; c = read()) {
            comment(c);
        }
        endComment();
    }

    private void blockComment() throws IOException {
        int before = 0;
        read();
        for (int c = read(); c >= 0; c = read()) {
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
        requireRoom(1);
        bytes.write(c);
    }

    private void requireRoom(int more) {
        if (bytes.size() + more > LONGEST) {
            throw new CannotTell(
                    FindingCode.NOT_SUPPORTED,
                    "the script holds a statement of more than " + (LONGEST >> 20) + " MiB",
                    "back up the database file itself: sqlite3 FILE \".backup COPY\"");
        }
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
