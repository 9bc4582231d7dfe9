package io.restoreverifier.dump;

import io.restoreverifier.model.FindingCode;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A write-ahead log of SQLite, held against its own checksums (section 4 of sqlite.org/fileformat2.html). SQLite itself
 * takes it up to the first frame that does not hold, and says nothing of the rest.
 *
 * @param frames that hold
 * @param committed of these, up to the end of the last transaction
 */
public record SqliteLog(long frames, long committed) {
    private static final int HEADER = 32;
    private static final int FRAME = 24;
    /** The last bit says in which order of bytes words are summed up. */
    private static final int MAGIC = 0x377f0682;

    private static final String HINT =
            "copy the database and its log as one while nobody writes, or let `sqlite3 FILE \".backup COPY\"` do it";

    /**
     * Reads one to its end.
     *
     * @param pageSize of its database
     * @throws DumpDamage when it breaks off, does not hold, or is of another database
     */
    public static SqliteLog of(Path file, int pageSize) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            byte[] header = in.readNBytes(HEADER);
            // One that was emptied by a checkpoint.
            return header.length == 0 ? new SqliteLog(0, 0) : new Walk(header, pageSize).over(in);
        }
    }

    private static final class Walk {
        private final ByteBuffer header;
        private final byte[] data;
        private final ByteOrder order;
        private int first;
        private int second;

        Walk(byte[] header, int pageSize) throws DumpDamage {
            if (header.length < HEADER) {
                throw incomplete("it ends within its header");
            }
            this.header = ByteBuffer.wrap(header);
            int magic = this.header.getInt(0);
            this.order = (magic & 1) == 1 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
            sum(header, FRAME);
            if ((magic & ~1) != MAGIC || !isSum(this.header, FRAME)) {
                throw corrupt("its header does not hold against its checksum");
            }
            if (this.header.getInt(8) != pageSize) {
                throw corrupt("it has pages of " + this.header.getInt(8) + " bytes, and the database has pages of "
                        + pageSize + ": it is of another database");
            }
            this.data = new byte[pageSize];
        }

        SqliteLog over(InputStream in) throws IOException {
            long frames = 0;
            long committed = 0;
            for (byte[] next = in.readNBytes(FRAME); next.length > 0; next = in.readNBytes(FRAME)) {
                ByteBuffer frame = ByteBuffer.wrap(next);
                if (next.length < FRAME) {
                    throw incomplete("it ends within frame " + (frames + 1));
                }
                if (frame.getLong(8) != header.getLong(16)) {
                    // Left over from before the log was begun anew.
                    return new SqliteLog(frames, committed);
                }
                if (in.readNBytes(data, 0, data.length) < data.length) {
                    throw incomplete("it ends within frame " + (frames + 1));
                }
                sum(next, 8);
                sum(data, data.length);
                if (!isSum(frame, 16)) {
                    throw corrupt("frame " + (frames + 1) + " does not hold against its checksum, and what follows it"
                            + " would be lost in silence");
                }
                frames++;
                committed = frame.getInt(4) == 0 ? committed : frames;
            }
            return new SqliteLog(frames, committed);
        }

        private void sum(byte[] bytes, int length) {
            ByteBuffer words = ByteBuffer.wrap(bytes).order(order);
            for (int at = 0; at < length; at += 2 * Integer.BYTES) {
                first += words.getInt(at) + second;
                second += words.getInt(at + Integer.BYTES) + first;
            }
        }

        private boolean isSum(ByteBuffer in, int at) {
            return in.getInt(at) == first && in.getInt(at + Integer.BYTES) == second;
        }
    }

    private static DumpDamage incomplete(String what) {
        return new DumpDamage(FindingCode.ARTIFACT_INCOMPLETE, "the write-ahead log is not whole: " + what, HINT);
    }

    private static DumpDamage corrupt(String what) {
        return new DumpDamage(FindingCode.ARTIFACT_CORRUPT, "the write-ahead log is damaged: " + what, HINT);
    }
}
