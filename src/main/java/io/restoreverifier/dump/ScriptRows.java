package io.restoreverifier.dump;

import java.io.IOException;
import java.io.InputStream;

/** The rows that follow a COPY in a script, up to their mark, which is not one of them. */
final class ScriptRows extends InputStream {
    private final ScriptInput input;
    private boolean lineBegins = true;
    private boolean ended;

    ScriptRows(ScriptInput input) {
        this.input = input;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (ended || length == 0) {
            return ended ? -1 : 0;
        }
        int n = input.rows(into, offset, length, lineBegins);
        ended = n < 0;
        lineBegins = n > 0 && into[offset + n - 1] == '\n';
        return n;
    }
}
