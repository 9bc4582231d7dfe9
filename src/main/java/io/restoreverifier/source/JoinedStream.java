package io.restoreverifier.source;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The parts of one artifact, one after the other; each is opened when the one before has ended. For one thread. */
final class JoinedStream extends InputStream {
    private final Folder folder;
    private final Deque<PartName> rest;
    private InputStream current = InputStream.nullInputStream();

    JoinedStream(Folder folder, List<PartName> parts) {
        this.folder = folder;
        this.rest = new ArrayDeque<>(parts);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int read = current.read(bytes, offset, length);
        while (read < 0 && !rest.isEmpty()) {
            current.close();
            current = folder.open(rest.remove().name());
            read = current.read(bytes, offset, length);
        }
        return read;
    }

    @Override
    public void close() throws IOException {
        rest.clear();
        current.close();
    }
}
