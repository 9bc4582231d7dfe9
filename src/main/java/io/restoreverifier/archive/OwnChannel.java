package io.restoreverifier.archive;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/** The verifier's own copy of an artifact, for formats that are not read in sequence. The same goes as for {@link OwnCopy}. */
public final class OwnChannel implements SeekableByteChannel {
    private final SeekableByteChannel channel;
    private final Path file;

    private OwnChannel(SeekableByteChannel channel, Path file) {
        this.channel = channel;
        this.file = file;
    }

    /** Opens a file; the caller closes it. */
    public static OwnChannel open(Path file) {
        try {
            return new OwnChannel(Files.newByteChannel(file), file);
        } catch (IOException e) {
            throw OwnCopy.unreadable(file, e);
        }
    }

    @Override
    public int read(ByteBuffer buffer) throws InterruptedIOException {
        if (Thread.currentThread().isInterrupted()) {
            throw OwnCopy.interrupted();
        }
        try {
            return channel.read(buffer);
        } catch (ClosedByInterruptException e) {
            throw OwnCopy.interrupted();
        } catch (IOException e) {
            throw OwnCopy.unreadable(file, e);
        }
    }

    @Override
    public int write(ByteBuffer buffer) {
        throw new UnsupportedOperationException("it is only read");
    }

    @Override
    public long position() throws IOException {
        return channel.position();
    }

    @Override
    public SeekableByteChannel position(long position) throws IOException {
        channel.position(position);
        return this;
    }

    @Override
    public long size() throws IOException {
        return channel.size();
    }

    @Override
    public SeekableByteChannel truncate(long size) {
        throw new UnsupportedOperationException("it is only read");
    }

    @Override
    public boolean isOpen() {
        return channel.isOpen();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
