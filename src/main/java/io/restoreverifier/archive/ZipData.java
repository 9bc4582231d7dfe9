package io.restoreverifier.archive;

import io.restoreverifier.model.CannotTell;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.zip.CRC32;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;

/** The data of one entry of a zip archive; at its end it is held against the entry's size and checksum. */
final class ZipData extends BulkReads {
    private final ZipArchiveEntry header;
    private final Count count;
    private final CRC32 checksum = new CRC32();
    private long length;

    /** Hears of bytes as they come. */
    @FunctionalInterface
    interface Count {
        void more(int bytes) throws DamageFound;
    }

    ZipData(InputStream content, ZipArchiveEntry header, Count count) {
        super(content);
        this.header = header;
        this.count = count;
    }

    @Override
    public int read(byte[] buffer, int offset, int wanted) throws IOException {
        int n;
        try {
            n = in.read(buffer, offset, wanted);
        } catch (InterruptedIOException | CannotTell e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw damaged(header);
        }
        if (n < 0) {
            if (length != header.getSize() || checksum.getValue() != header.getCrc()) {
                throw damaged(header);
            }
            return n;
        }
        checksum.update(buffer, offset, n);
        length += n;
        count.more(n);
        return n;
    }

    /** Reads instead, so that every byte is held against the checksum. */
    @Override
    public long skip(long n) throws IOException {
        byte[] buffer = new byte[(int) Math.min(8192, Math.max(1, n))];
        int read = read(buffer, 0, (int) Math.min(buffer.length, n));
        return Math.max(0, read);
    }

    @Override
    public void close() {
        // The archive goes on with the next entry.
    }

    static DamageFound damaged(ZipArchiveEntry header) {
        return new DamageFound(Damage.corrupt(
                "what it holds of " + SafeName.shown(header.getName()) + " does not match its size and checksum"));
    }
}
