package io.restoreverifier.archive;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A new file, written from its beginning to its end, which takes no room where there are only zeros, as far as its file system
 * can do that. For one thread; whoever opened it closes it, and only then it has its length.
 */
public final class HoledFile extends OutputStream {
    /** What most file systems keep together; also what QEMU looks at. */
    private static final int BLOCK = 4096;

    private final FileChannel channel;
    private long position;
    private long written;

    private HoledFile(FileChannel channel) {
        this.channel = channel;
    }

    /** @param file must not exist yet; its folder must */
    public static HoledFile create(Path file) throws IOException {
        return new HoledFile(FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
    }

    /** How many bytes of it were not left out. */
    public long written() {
        return written;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] buffer, int offset, int length) throws IOException {
        int end = offset + length;
        int from = offset;
        for (int at = offset; at < end; ) {
            int block = Math.min(end - at, BLOCK - (int) ((position + at - offset) % BLOCK));
            if (Zeros.only(buffer, at, at + block)) {
                put(buffer, from, at, position + from - offset);
                from = at + block;
            }
            at += block;
        }
        put(buffer, from, end, position + from - offset);
        position += length;
    }

    private void put(byte[] buffer, int from, int end, long at) throws IOException {
        ByteBuffer data = ByteBuffer.wrap(buffer, from, end - from);
        written += data.remaining();
        for (long to = at; data.hasRemaining(); ) {
            to += channel.write(data, to);
        }
    }

    @Override
    public void close() throws IOException {
        try (channel) {
            if (channel.isOpen() && channel.size() < position) {
                channel.write(ByteBuffer.wrap(new byte[1]), position - 1);
            }
        }
    }
}
