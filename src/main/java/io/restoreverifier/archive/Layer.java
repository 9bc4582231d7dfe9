package io.restoreverifier.archive;

import io.restoreverifier.model.CannotTell;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.Locale;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;

/**
 * What comes out of the compression, on its way into the archive format: counts it, holds it against the limits, tells
 * damage of the compression from damage of the format, and can keep what passes.
 */
final class Layer extends BulkReads {
    /** In the words of the decompressors that throw no EOFException. */
    private static final Pattern ENDED = Pattern.compile("(?i)premature end|truncated source|unexpected end");

    private static final Pattern MEMORY = Pattern.compile("(?i)too much memory|memory needed");

    private final LongSupplier compressed;
    private final Limits limits;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private boolean keeping;
    private long position;
    private boolean ended;

    /** @param compressed how many bytes went into the compression so far */
    Layer(InputStream uncompressed, LongSupplier compressed, Limits limits) {
        super(uncompressed);
        this.compressed = compressed;
        this.limits = limits;
    }

    /** Bytes that came out so far. */
    long position() {
        return position;
    }

    /** Whether there is nothing more to come. */
    boolean ended() {
        return ended;
    }

    /** Keeps what passes from now on, which may be as much as the metadata of one entry may be. */
    void keep() {
        kept.reset();
        keeping = true;
    }

    /** What passed since {@link #keep()}. */
    byte[] kept() {
        keeping = false;
        return kept.toByteArray();
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int n = uncompress(buffer, offset, length);
        if (n < 0) {
            ended = true;
            return n;
        }
        position += n;
        refuseBomb(position);
        if (keeping) {
            kept.write(buffer, offset, n);
            if (kept.size() > Limits.HEADER_BYTES) {
                throw new DamageFound(Damage.bomb(
                        "the metadata of one entry takes more than " + Quantity.bytes(Limits.HEADER_BYTES)));
            }
        }
        return n;
    }

    /** Reads instead, so that every byte is counted. */
    @Override
    public long skip(long n) throws IOException {
        byte[] buffer = new byte[(int) Math.min(8192, Math.max(n, 0))];
        long left = n;
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
    public boolean markSupported() {
        return false;
    }

    /** Holds a number of uncompressed bytes against the limits. */
    void refuseBomb(long uncompressed) throws DamageFound {
        limits.refuseBomb(uncompressed, Math.max(1, compressed.getAsLong()));
    }

    private int uncompress(byte[] buffer, int offset, int length) throws IOException {
        try {
            return in.read(buffer, offset, length);
        } catch (DamageFound | InterruptedIOException e) {
            // Damage of the archive that this one lies in, which is not ours.
            throw e;
        } catch (CannotTell e) {
            throw e;
        } catch (IOException e) {
            throw new DamageFound(ofCompression(e, compressed.getAsLong()));
        } catch (RuntimeException e) {
            // Some decompressors say damage in this way.
            throw new DamageFound(ofCompression(new IOException("it does not uncompress", e), compressed.getAsLong()));
        }
    }

    /** The damage that a decompressor means by its exception. */
    static Damage ofCompression(IOException e, long position) {
        if (MEMORY.matcher(String.valueOf(e.getMessage())).find()) {
            return Damage.tooHungry();
        }
        if (e instanceof EOFException
                || ENDED.matcher(String.valueOf(e.getMessage())).find()) {
            return Damage.incomplete("its compressed data ends too early, at byte " + Quantity.number(position));
        }
        // The decompressors' messages name checksums and headers and never quote content.
        String detail = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
        return Damage.corrupt(
                "its compressed data is damaged, not far from byte " + Quantity.number(position) + " (" + detail + ")");
    }
}
