package io.restoreverifier.dump;

import io.restoreverifier.archive.Quantity;
import io.restoreverifier.archive.Wrapping;
import io.restoreverifier.dump.DumpHeader.Compression;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * The data of one block, whose bytes are cut into chunks anywhere. Compressed ones are one zlib stream (RFC 1950): reaching
 * its end proves its Adler-32 checksum; or one frame of lz4 or zstd, without a checksum. A block without any chunk is an empty one: pg_dump 16 and newer write no stream when
 * there is nothing to compress.
 */
public final class BlockData extends InputStream {
    /** pg_dump compresses through buffers of a few KiB; an uncompressed chunk can be a row, which is below 1 GiB. */
    private static final int MOST_COMPRESSED = 16 << 20;

    private final DumpInput input;
    private final boolean compressed;
    private final @Nullable Inflater inflater;
    /** The frame of lz4 or zstd that this uncompresses; null for everything else. */
    private final @Nullable BlockData framed;

    private Wrapping wrapping = Wrapping.NONE;

    private @Nullable InputStream frame;
    private int leftOfChunk;
    private boolean begun;
    private boolean ended;

    private BlockData(DumpInput input, boolean compressed, @Nullable Inflater inflater, @Nullable BlockData framed) {
        this.input = input;
        this.compressed = compressed;
        this.inflater = inflater;
        this.framed = framed;
    }

    static BlockData of(DumpInput input, DumpHeader header, DataForm form) throws DumpDamage {
        Compression compression = form == DataForm.AS_STORED ? Compression.NONE : header.compression();
        boolean stored = header.compression() == Compression.NONE;
        return switch (compression) {
            case NONE -> new BlockData(input, !stored, null, null);
            case GZIP -> new BlockData(input, true, new Inflater(), null);
            case LZ4 -> framed(input, Wrapping.LZ4);
            case ZSTD -> framed(input, Wrapping.ZSTD);
        };
    }

    private static BlockData framed(DumpInput input, Wrapping wrapping) {
        BlockData data = new BlockData(input, true, null, new BlockData(input, true, null, null));
        data.wrapping = wrapping;
        return data;
    }

    @Override
    public int read() throws InterruptedIOException, DumpDamage {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws InterruptedIOException, DumpDamage {
        if (length == 0) {
            return 0;
        }
        if (inflater != null) {
            return inflate(inflater, bytes, offset, length);
        }
        if (framed != null) {
            return unframe(framed, bytes, offset, length);
        }
        if (!awaitChunk()) {
            return -1;
        }
        int n = input.read(bytes, offset, Math.min(length, leftOfChunk));
        leftOfChunk -= n;
        return n;
    }

    private int inflate(Inflater from, byte[] bytes, int offset, int length) throws InterruptedIOException, DumpDamage {
        try {
            while (true) {
                int n = from.inflate(bytes, offset, length);
                if (n > 0) {
                    return n;
                }
                if (from.needsDictionary()) {
                    throw undecodable();
                }
                if (from.finished()) {
                    return end(from);
                }
                if (!awaitChunk()) {
                    if (begun) {
                        throw input.corrupt("its compressed data stop before their checksum");
                    }
                    return -1;
                }
                begun = true;
                leftOfChunk -= input.lend(from, leftOfChunk);
            }
        } catch (DataFormatException e) {
            throw undecodable();
        }
    }

    private int unframe(BlockData from, byte[] bytes, int offset, int length)
            throws InterruptedIOException, DumpDamage {
        try {
            if (frame == null) {
                if (!from.awaitChunk()) {
                    return -1;
                }
                frame = wrapping.frame(from);
            }
            int n = frame.read(bytes, offset, length);
            if (n < 0 && from.awaitChunk()) {
                throw undecodable();
            }
            return n;
        } catch (InterruptedIOException | DumpDamage e) {
            throw e;
        } catch (IOException | ArithmeticException | IllegalArgumentException | IndexOutOfBoundsException e) {
            // The library says damage in all of these ways.
            throw undecodable();
        }
    }

    /** What is left over after the end of the stream belongs to nobody. */
    private int end(Inflater from) throws InterruptedIOException, DumpDamage {
        if (from.getRemaining() > 0 || awaitChunk()) {
            throw undecodable();
        }
        return -1;
    }

    private DumpDamage undecodable() {
        return input.corrupt("what is compressed there does not uncompress");
    }

    /** Whether there are more bytes of a chunk to read. */
    private boolean awaitChunk() throws InterruptedIOException, DumpDamage {
        if (leftOfChunk > 0) {
            return true;
        }
        if (ended) {
            return false;
        }
        int length = input.readInt();
        if (length < 0 || (compressed && length > MOST_COMPRESSED)) {
            throw input.corrupt("a chunk there would be " + Quantity.bytes(length) + " long");
        }
        leftOfChunk = length;
        ended = length == 0;
        return !ended;
    }

    /** Reads over what is left, without uncompressing it. */
    void drain() throws InterruptedIOException, DumpDamage {
        if (framed != null) {
            framed.drain();
            return;
        }
        while (awaitChunk()) {
            input.skip(leftOfChunk);
            leftOfChunk = 0;
        }
    }

    /** Releases memory; what was not read is read over with the next block. */
    @Override
    public void close() {
        if (inflater != null) {
            inflater.end();
        }
        InputStream opened = frame;
        if (opened != null) {
            try {
                opened.close();
            } catch (IOException e) {
                // What it reads from is in memory: there is nothing that could fail.
                throw new UncheckedIOException(e);
            }
        }
    }
}
