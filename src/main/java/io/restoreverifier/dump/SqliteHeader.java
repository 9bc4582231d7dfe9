package io.restoreverifier.dump;

import io.restoreverifier.model.FindingCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The first 100 bytes of an SQLite database ("Database File Format", section 1.3 of sqlite.org/fileformat2.html).
 *
 * @param pageSize in bytes
 * @param log whether what is written goes to a write-ahead log first
 * @param pages of the file; 0 when a version wrote last that does not count them
 * @param version of SQLite that wrote last, such as {@code 3.40.1}
 */
public record SqliteHeader(int pageSize, boolean log, long pages, String version) {
    /** How every database begins. */
    public static final String MAGIC = "SQLite format 3\0";

    public static final int LENGTH = 100;

    private static final int LEAST_PAGE = 512;
    private static final int MOST_PAGE = 65536;
    private static final int WITH_LOG = 2;

    /** Reads that of a file. */
    public static SqliteHeader of(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return of(in.readNBytes(LENGTH));
        }
    }

    /** @throws DumpDamage when there are fewer bytes, or they are none that SQLite writes */
    public static SqliteHeader of(byte[] bytes) throws DumpDamage {
        if (bytes.length < LENGTH) {
            throw new DumpDamage(
                    FindingCode.ARTIFACT_INCOMPLETE,
                    "it ends within the header of an SQLite database, after " + bytes.length + " bytes",
                    "was the disk full when it was written?");
        }
        ByteBuffer header = ByteBuffer.wrap(bytes);
        int stated = header.getShort(16) & 0xffff;
        int pageSize = stated == 1 ? MOST_PAGE : stated;
        boolean sound = new String(bytes, 0, MAGIC.length(), StandardCharsets.ISO_8859_1).equals(MAGIC)
                && pageSize >= LEAST_PAGE
                && Integer.bitCount(pageSize) == 1
                && bytes[21] == 64
                && bytes[22] == 32
                && bytes[23] == 32
                && header.getInt(56) >= 0
                && header.getInt(56) <= 3;
        if (!sound) {
            throw new DumpDamage(
                    FindingCode.ARTIFACT_CORRUPT,
                    "its header is none that SQLite writes",
                    "its bytes have changed since it was written: take another copy");
        }
        boolean counted = header.getInt(24) == header.getInt(92);
        return new SqliteHeader(
                pageSize,
                bytes[18] == WITH_LOG || bytes[19] == WITH_LOG,
                counted ? header.getInt(28) & 0xffffffffL : 0,
                version(header.getInt(96)));
    }

    /** Such as 3040001. */
    private static String version(int number) {
        return number / 1_000_000 + "." + number / 1000 % 1000 + "." + number % 1000;
    }

    /** How many bytes it has at least; 0 when that is not said. */
    public long bytes() {
        return pages * pageSize;
    }
}
