package io.restoreverifier.archive;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A stream that a thread of its own reads some way ahead, so that uncompressing an archive and writing what it holds take a
 * core each. Takes half a megabyte. What reading throws comes after the bytes before it, as without this. For one reader;
 * closing it ends the thread and waits for that, and leaves the stream open.
 */
public final class ReadAhead extends InputStream {
    private static final int CHUNK = 1 << 17;
    private static final int CHUNKS = 4;
    private static final byte[] NOTHING = new byte[0];

    private final InputStream in;
    private final LongSupplier position;
    private final BlockingQueue<byte[]> free = new ArrayBlockingQueue<>(CHUNKS);
    private final BlockingQueue<Chunk> read = new ArrayBlockingQueue<>(CHUNKS + 1);
    private final Thread thread = new Thread(this::readOn, "restore-verifier-read-ahead");
    private Chunk chunk = new Chunk(NOTHING, 0, 0, false, null);
    private int at;

    /**
     * Begins to read.
     *
     * @param position how far the one who reads has come in what lies beneath; asked by the thread that reads
     */
    public ReadAhead(InputStream in, LongSupplier position) {
        this.in = in;
        this.position = position;
        for (int i = 0; i < CHUNKS; i++) {
            free.add(new byte[CHUNK]);
        }
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * @param last whether nothing comes after these bytes, but what is thrown
     * @param trouble what is thrown then; null where there is none
     */
    private record Chunk(
            byte[] bytes,
            int length,
            long position,
            boolean last,
            @Nullable Throwable trouble) {}

    /** How far it had come beneath when what was read last was read there. */
    long position() {
        return chunk.position();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    /** @throws InterruptedIOException when the thread is interrupted; its flag stays set */
    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (at == chunk.length()) {
            if (chunk.last()) {
                return ended(chunk.trouble());
            }
            next();
        }
        int n = Math.min(length, chunk.length() - at);
        System.arraycopy(chunk.bytes(), at, buffer, offset, n);
        at += n;
        return n;
    }

    private void next() throws InterruptedIOException {
        try {
            Chunk next = read.take();
            if (chunk.bytes().length > 0) {
                free.add(chunk.bytes());
            }
            chunk = next;
            at = 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw OwnCopy.interrupted();
        }
    }

    private static int ended(@Nullable Throwable trouble) throws IOException {
        if (trouble instanceof IOException e) {
            throw e;
        }
        if (trouble instanceof RuntimeException e) {
            throw e;
        }
        if (trouble instanceof Error e) {
            throw e;
        }
        return -1;
    }

    private void readOn() {
        try {
            while (true) {
                byte[] bytes = free.take();
                Chunk filled = fill(bytes);
                read.put(filled);
                if (filled.last()) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Chunk fill(byte[] bytes) {
        int length = 0;
        try {
            while (length < bytes.length) {
                int n = in.read(bytes, length, bytes.length - length);
                if (n < 0) {
                    return new Chunk(bytes, length, position.getAsLong(), true, null);
                }
                length += n;
            }
            return new Chunk(bytes, length, position.getAsLong(), false, null);
        } catch (IOException | RuntimeException | Error e) {
            return new Chunk(bytes, length, position.getAsLong(), true, e);
        }
    }

    @Override
    public void close() {
        thread.interrupt();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
