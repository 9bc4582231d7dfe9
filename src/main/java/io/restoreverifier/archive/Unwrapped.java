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
    private final InputStream uncompressed;
    private final OwnCopy copy;
    private final Wrapping wrapping;

    private Unwrapped(Layer content, InputStream uncompressed, OwnCopy copy, Wrapping wrapping) {
        super(content);
        this.uncompressed = uncompressed;
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
        return open(file, limits, progress, false);
    }

    /**
     * As {@link #open}, and a thread of its own uncompresses some way ahead: for one whose work on what it reads takes longer than
     * to pass it on.
     *
     * @param progress hears from that thread
     */
    public static Unwrapped openAhead(Path file, Limits limits, LongConsumer progress) throws IOException {
        return open(file, limits, progress, true);
    }

    private static Unwrapped open(Path file, Limits limits, LongConsumer progress, boolean ahead) throws IOException {
        Wrapping wrapping = Wrapping.of(head(file));
        OwnCopy copy = OwnCopy.open(file, progress);
        try {
            InputStream uncompressed = wrapping.open(copy.buffered());
            Layer layer = ahead && wrapping != Wrapping.NONE
                    ? ahead(uncompressed, copy, limits)
                    : new Layer(uncompressed, copy::position, limits);
            return new Unwrapped(layer, uncompressed, copy, wrapping);
        } catch (InterruptedIOException | RuntimeException e) {
            copy.close();
            throw e;
        } catch (IOException e) {
            copy.close();
            throw new DamageFound(Layer.ofCompression(e, copy.position()));
        }
    }

    private static Layer ahead(InputStream uncompressed, OwnCopy copy, Limits limits) {
        ReadAhead ahead = new ReadAhead(uncompressed, copy::position);
        return new Layer(ahead, ahead::position, limits);
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
        try (copy;
                // Some decompressors hold memory outside of the heap.
                uncompressed) {
            super.close();
        }
    }
}
