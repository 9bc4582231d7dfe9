package io.restoreverifier.archive;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A stream around another that watches what passes in one place: reads of a single byte go through the other read, too. */
public abstract class BulkReads extends FilterInputStream {

    /** Closes the stream around which it lies when it is closed. */
    protected BulkReads(InputStream in) {
        super(in);
    }

    @Override
    public final int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public abstract int read(byte[] buffer, int offset, int length) throws IOException;
}
