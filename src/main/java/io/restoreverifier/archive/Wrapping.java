package io.restoreverifier.archive;

import io.restoreverifier.model.Format;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.apache.commons.compress.compressors.lz4.FramedLZ4CompressorInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;
import org.apache.commons.compress.compressors.zstandard.ZstdCompressorInputStream;

/** What a whole file is compressed with, told by its first bytes and never by its name. */
public enum Wrapping {
    NONE(""),
    GZIP("1f8b"),
    BZIP2("425a68"),
    XZ("fd377a585a00"),
    ZSTD("28b52ffd"),
    LZ4("04224d18");

    /** Enough of a file to tell. */
    public static final int HEAD = 16;

    /** What every block of bzip2 begins with, and its empty end. */
    private static final String BZIP2_BLOCK = "314159265359";

    private static final String BZIP2_END = "177245385090";

    /** The greatest dictionary of {@code xz -9} is 64 MiB. */
    private static final int XZ_MEMORY_KIB = 100 << 10;

    private final String magic;

    Wrapping(String magic) {
        this.magic = magic;
    }

    /** As users call it, and as its program is called. */
    public String label() {
        return this == NONE ? "nothing" : name().toLowerCase(Locale.ROOT);
    }

    /** The wrapping of a file that begins like this; NONE when it is none of them. */
    public static Wrapping of(byte[] head) {
        for (Wrapping wrapping : values()) {
            if (wrapping != NONE && begins(head, 0, wrapping.magic) && (wrapping != BZIP2 || isBzip2(head))) {
                return wrapping;
            }
        }
        return NONE;
    }

    /** The wrapping of a tar archive of that format. */
    static Wrapping around(Format format) {
        return switch (format) {
            case TAR_GZIP -> GZIP;
            case TAR_BZIP2 -> BZIP2;
            case TAR_XZ -> XZ;
            case TAR_ZSTD -> ZSTD;
            case TAR_LZ4 -> LZ4;
            default -> NONE;
        };
    }

    /** The format of a tar archive that is wrapped so. */
    public Format tar() {
        return switch (this) {
            case NONE -> Format.TAR;
            case GZIP -> Format.TAR_GZIP;
            case BZIP2 -> Format.TAR_BZIP2;
            case XZ -> Format.TAR_XZ;
            case ZSTD -> Format.TAR_ZSTD;
            case LZ4 -> Format.TAR_LZ4;
        };
    }

    private static boolean isBzip2(byte[] head) {
        return head.length < 10 || begins(head, 4, BZIP2_BLOCK) || begins(head, 4, BZIP2_END);
    }

    /** Whether a file that begins like this carries checksums over all that it holds. */
    public boolean provesItself(byte[] head) {
        return switch (this) {
            case NONE -> false;
            case GZIP, BZIP2 -> true;
            // The check of the stream's flags; the frame's flag of a checksum over its content.
            case XZ -> head.length > 7 && head[7] != 0;
            case ZSTD, LZ4 -> head.length > 4 && (head[4] & 4) != 0;
        };
    }

    /**
     * What data come to that another format has compressed piece by piece: one frame. Closing it closes what it reads from,
     * and sets memory free that is not of the heap.
     *
     * @throws IOException when none begins there
     */
    public InputStream frame(InputStream compressed) throws IOException {
        return this == LZ4 ? new FramedLZ4CompressorInputStream(compressed) : open(compressed);
    }

    /** What comes out, all members or frames of it; whatever is wrong is an exception. */
    InputStream open(InputStream compressed) throws IOException {
        return switch (this) {
            case NONE -> compressed;
            case GZIP ->
                GzipCompressorInputStream.builder()
                        .setInputStream(compressed)
                        .setDecompressConcatenated(true)
                        .get();
            case BZIP2 -> new BZip2CompressorInputStream(compressed, true);
            case XZ ->
                XZCompressorInputStream.builder()
                        .setInputStream(compressed)
                        .setDecompressConcatenated(true)
                        .setMemoryLimitKiB(XZ_MEMORY_KIB)
                        .get();
            case ZSTD -> new ZstdCompressorInputStream(compressed);
            case LZ4 -> new FramedLZ4CompressorInputStream(compressed, true);
        };
    }

    private static boolean begins(byte[] head, int offset, String hex) {
        int length = hex.length() / 2;
        if (head.length < offset + length) {
            return false;
        }
        StringBuilder there = new StringBuilder();
        for (int i = offset; i < offset + length; i++) {
            there.append(String.format("%02x", head[i] & 0xff));
        }
        return hex.contentEquals(there);
    }
}
