package io.restoreverifier.archive;

import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.FindingCode;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongConsumer;

/**
 * One sequential read of the verifier's own copy of an artifact. An error of the disk beneath is no fault of the backup,
 * so it is thrown as {@link CannotTell}; whatever other IOException a layer above throws is about the content.
 */
public final class OwnCopy extends FilterInputStream {
    private static final int BUFFER = 1 << 16;
    private final Path file;
    private final LongConsumer progress;
    private long position;

    private OwnCopy(InputStream stream, Path file, LongConsumer progress) {
        super(stream);
        this.file = file;
        this.progress = progress;
    }

    /**
     * Opens a file for one read; the caller closes it.
     *
     * @param progress hears how many bytes are through, each time more
     * @throws CannotTell when it cannot be opened
     */
    public static OwnCopy open(Path file, LongConsumer progress) {
        try {
            return new OwnCopy(Files.newInputStream(file), file, progress);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    /** The same with a buffer before it that can be marked, as the decompressors ask for. */
    InputStream buffered() {
        return new BufferedInputStream(this, BUFFER);
    }

    /** How many bytes were read so far. */
    public long position() {
        return position;
    }

    @Override
    public int read() throws InterruptedIOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    /**
     * Reads on.
     *
     * @throws InterruptedIOException when the thread is interrupted; its flag stays set
     * @throws CannotTell when the disk fails
     */
    @Override
    public int read(byte[] buffer, int offset, int length) throws InterruptedIOException {
        if (Thread.currentThread().isInterrupted()) {
            throw interrupted();
        }
        try {
            int n = in.read(buffer, offset, length);
            if (n > 0) {
                position += n;
                progress.accept(position);
            }
            return n;
        } catch (IOException e) {
            if (Thread.currentThread().isInterrupted()) {
                throw interrupted();
            }
            throw unreadable(file, e);
        }
    }

    /** Not asked of what it reads from, which may be a pipe: Java finds no answer for one. */
    @Override
    public int available() {
        return 0;
    }

    @Override
    public long skip(long n) throws InterruptedIOException {
        long left = n;
        byte[] buffer = new byte[(int) Math.min(BUFFER, Math.max(n, 0))];
        while (left > 0) {
            int read = read(buffer, 0, (int) Math.min(buffer.length, left));
            if (read < 0) {
                break;
            }
            left -= read;
        }
        return n - left;
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    static InterruptedIOException interrupted() {
        return new InterruptedIOException("interrupted while reading");
    }

    static CannotTell unreadable(Path file, IOException e) {
        String message = "the verifier's own copy of the artifact cannot be read: " + WriteTrouble.reason(e, file);
        return new CannotTell(FindingCode.TOOL_FAILED, message, "look at the disk of the working folder", e);
    }
}
