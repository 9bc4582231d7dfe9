package io.restoreverifier.dump;

import io.restoreverifier.archive.Quantity;
import io.restoreverifier.model.FindingCode;
import java.io.IOException;
import java.io.InputStream;

/** The bytes of a script, with a look ahead. For one thread. */
final class ScriptInput {
    /** The longest look ahead: a mark with its line end. */
    private static final int AHEAD = 4;

    private final InputStream in;
    private final byte[] buffer = new byte[1 << 17];
    private int at;
    private int filled;
    private long passed;

    ScriptInput(InputStream in) {
        this.in = in;
    }

    /** How many bytes were taken. */
    long position() {
        return passed + at;
    }

    /** The next byte, 0 to 255; negative at the end. */
    int read() throws IOException {
        return at < filled || ahead(1) > 0 ? buffer[at++] & 0xff : -1;
    }

    /** The byte after the next {@code skip} ones, which are fewer than four; negative when there is none. */
    int peek(int skip) throws IOException {
        return at + skip < filled || ahead(skip + 1) > skip ? buffer[at + skip] & 0xff : -1;
    }

    void skip(int bytes) {
        at += bytes;
    }

    /** Makes sure that so many bytes can be looked at, where the script has them; says how many there are. */
    private int ahead(int wanted) throws IOException {
        if (at > 0 && at + AHEAD > buffer.length) {
            System.arraycopy(buffer, at, buffer, 0, filled - at);
            passed += at;
            filled -= at;
            at = 0;
        } else if (at == filled) {
            passed += at;
            at = 0;
            filled = 0;
        }
        int n = 0;
        while (filled - at < wanted && n >= 0) {
            n = in.read(buffer, filled, buffer.length - filled);
            filled += Math.max(0, n);
        }
        return filled - at;
    }

    /**
     * Takes rows, as many as come easily and at most to the mark that ends them.
     *
     * @param lineBegins whether the next byte begins a line
     * @return negative at the mark, which is taken; then nothing was written
     */
    int rows(byte[] into, int offset, int length, boolean lineBegins) throws IOException {
        if (lineBegins && isMark()) {
            return -1;
        }
        if (ahead(1) == 0) {
            throw ended("the rows of a table");
        }
        int end = at + Math.min(length, filled - at);
        int to = at;
        boolean begins = false;
        while (to < end && !(begins && mayBeMark(to))) {
            begins = buffer[to++] == '\n';
        }
        int n = to - at;
        System.arraycopy(buffer, at, into, offset, n);
        at = to;
        return n;
    }

    /** Whether the line that begins there has to be looked at from its beginning. */
    private boolean mayBeMark(int line) {
        return buffer[line] == '\\' && (line + 2 >= filled || buffer[line + 1] == '.');
    }

    private boolean isMark() throws IOException {
        if (peek(0) != '\\' || peek(1) != '.') {
            return false;
        }
        int third = peek(2);
        int length = third == '\r' && peek(3) == '\n' ? 4 : third == '\n' ? 3 : third < 0 ? 2 : 0;
        at += length;
        return length > 0;
    }

    DumpDamage ended(String within) {
        return new DumpDamage(
                FindingCode.ARTIFACT_INCOMPLETE,
                "the script ends at byte " + Quantity.number(position()) + " (uncompressed), within " + within,
                "look at the log of the backup job: pg_dump or the transfer stopped half-way");
    }
}
