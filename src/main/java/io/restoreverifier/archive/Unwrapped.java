package io.restoreverifier.archive;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.function.LongConsumer;

/**
 * What the verifier's own copy of an artifact holds, without the compression around the whole of it. Whatever is wrong
 * with that comes out of reading as a {@link DamageFound}. For one thread; closing it closes the file.
 */
public final class Unwrapped extends FilterInputStream {
    private final OwnCopy copy;
    private final Wrapping wrapping;

    private Unwrapped(InputStream content, OwnCopy copy, Wrapping wrapping) {
        super(content);
        this.copy = copy;
        this.wrapping = wrapping;
    }

    /**
     * Opens it; the caller closes it.
     *
     * @param progress hears how many bytes of the file are through
     * @throws DamageFound when its compression breaks at once
     * @throws InterruptedIOException when the thread is interrupted; its flag stays set
     * @throws io.restoreverifier.model.CannotTell when the copy cannot be read
     */
    public static Unwrapped open(Path file, Limits limits, LongConsumer progress) throws IOException {
        Wrapping wrapping = Wrapping.of(head(file));
        OwnCopy copy = OwnCopy.open(file, progress);
        try {
            return new Unwrapped(new Layer(wrapping.open(copy.buffered()), copy::position, limits), copy, wrapping);
        } catch (InterruptedIOException | RuntimeException e) {
            copy.close();
            throw e;
        } catch (IOException e) {
            copy.close();
            throw new DamageFound(Layer.ofCompression(e, copy.position()));
        }
    }

    /** The first bytes of a file as it lies there, enough to tell its wrapping. */
    public static byte[] head(Path file) throws InterruptedIOException {
        try (OwnCopy copy = OwnCopy.open(file, through -> {})) {
            return copy.readNBytes(Wrapping.HEAD);
        } catch (InterruptedIOException e) {
            throw e;
        } catch (IOException e) {
            throw new IllegalStateException("an own copy throws nothing else", e);
        }
    }

    public Wrapping wrapping() {
        return wrapping;
    }

    @Override
    public void close() throws IOException {
        try {
            // Some decompressors hold memory outside of the heap.
            super.close();
        } finally {
            copy.close();
        }
    }
}
