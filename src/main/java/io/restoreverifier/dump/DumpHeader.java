package io.restoreverifier.dump;

import io.restoreverifier.model.FindingCode;
import java.io.InterruptedIOException;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.util.Objects;

/**
 * The header of pg_dump's custom format, and of the table of contents of its tar format.
 *
 * @param version the minor number of the archive's version, 12 (PostgreSQL 9.0) to 16 (PostgreSQL 17 and 18)
 * @param writtenAt in the dumping machine's time zone
 */
public record DumpHeader(
        int version,
        int integerBytes,
        int offsetBytes,
        Compression compression,
        LocalDateTime writtenAt,
        String databaseName,
        String serverVersion,
        String toolVersion) {

    private static final int OLDEST = 12;
    private static final int NEWEST = 16;
    static final int CUSTOM = 1;
    /** Of tar and of directory format, which says the same of itself. */
    static final int TAR = 3;

    /** How the blocks of data are compressed; the order is that of the numbers in the file. */
    public enum Compression {
        NONE,
        GZIP,
        LZ4,
        ZSTD
    }

    /**
     * Reads it, which also tells the input how long integers and offsets are.
     *
     * @param format the number that it must name
     */
    static DumpHeader read(DumpInput input, int format) throws InterruptedIOException, DumpDamage {
        for (int i = 0; i < "PGDMP".length(); i++) {
            input.readByte();
        }
        int version = version(input);
        int integerBytes = input.readByte();
        int offsetBytes = input.readByte();
        if ((integerBytes != 4 && integerBytes != 8) || (offsetBytes != 4 && offsetBytes != 8)) {
            throw input.corrupt("sizes of integers and offsets are 4 or 8 bytes");
        }
        input.sizes(integerBytes, offsetBytes);
        if (input.readByte() != format) {
            throw input.corrupt("no archive format has that number");
        }
        Compression compression = compression(input, version);
        LocalDateTime writtenAt = time(input);
        String database = Objects.requireNonNullElse(input.readName(), "");
        String server = Objects.requireNonNullElse(input.readName(), "");
        String tool = Objects.requireNonNullElse(input.readName(), "");
        return new DumpHeader(version, integerBytes, offsetBytes, compression, writtenAt, database, server, tool);
    }

    private static int version(DumpInput input) throws InterruptedIOException, DumpDamage {
        int major = input.readByte();
        int minor = input.readByte();
        int revision = input.readByte();
        if (major != 1 || minor > 2 * NEWEST || revision > 99) {
            throw input.corrupt("no archive has version " + major + "." + minor + "-" + revision);
        }
        if (minor < OLDEST || minor > NEWEST) {
            throw new DumpDamage(
                    FindingCode.NOT_SUPPORTED,
                    "the dump's archive version is 1." + minor + ", expected 1." + OLDEST + " to 1." + NEWEST,
                    minor > NEWEST ? "update Restore Verifier" : "dump with PostgreSQL 9.0 or newer");
        }
        return minor;
    }

    private static Compression compression(DumpInput input, int version) throws InterruptedIOException, DumpDamage {
        if (version < 15) {
            // A level: 0 for none, -1 for zlib's default.
            int level = input.readInt();
            if (level < -1 || level > 9) {
                throw input.corrupt("no compression has level " + level);
            }
            return level == 0 ? Compression.NONE : Compression.GZIP;
        }
        int algorithm = input.readByte();
        if (algorithm >= Compression.values().length) {
            throw input.corrupt("no compression has number " + algorithm);
        }
        return Compression.values()[algorithm];
    }

    private static LocalDateTime time(DumpInput input) throws InterruptedIOException, DumpDamage {
        int[] fields = new int[6];
        for (int i = 0; i < fields.length; i++) {
            fields[i] = input.readInt();
        }
        int daylightSaving = input.readInt();
        try {
            if (daylightSaving < -1 || daylightSaving > 1 || fields[5] < 70 || fields[5] > 1100) {
                throw new DateTimeException("out of range");
            }
            // As in C's struct tm: seconds up to 60, months from 0, years from 1900.
            int second = fields[0] == 60 ? 59 : fields[0];
            return LocalDateTime.of(fields[5] + 1900, fields[4] + 1, fields[3], fields[2], fields[1], second);
        } catch (DateTimeException | ArithmeticException e) {
            throw input.corrupt("the time of writing makes no sense");
        }
    }
}
