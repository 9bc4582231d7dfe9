package io.restoreverifier.archive;

import io.restoreverifier.model.CannotTell;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.OptionalLong;
import java.util.zip.CRC32;

/** The data of one entry of an archive that says beforehand how long each is and what its checksum: held against both at its end. */
final class HeldData extends BulkReads {
    private final Claim claim;
    private final Count count;
    private final CRC32 checksum = new CRC32();
    private long length;

    /**
     * What the archive says of an entry's data.
     *
     * @param crc32 empty where it has none of this entry alone
     */
    record Claim(String name, long bytes, OptionalLong crc32) {
        boolean holds(long length, CRC32 checksum) {
            return length == bytes && crc32.orElse(checksum.getValue()) == checksum.getValue();
        }

        DamageFound broken() {
            return new DamageFound(Damage.corrupt(
                    "what it holds of " + SafeName.shown(name) + " does not match its size and checksum"));
        }
    }

    /** Hears of bytes as they come. */
    @FunctionalInterface
    interface Count {
        void more(int bytes) throws DamageFound;
    }

    HeldData(InputStream content, Claim claim, Count count) {
        super(content);
        this.claim = claim;
        this.count = count;
    }

    @Override
    public int read(byte[] buffer, int offset, int wanted) throws IOException {
        int n;
        try {
            n = in.read(buffer, offset, wanted);
        } catch (DamageFound | InterruptedIOException | CannotTell e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw claim.broken();
        }
        if (n < 0) {
            if (!claim.holds(length, checksum)) {
                throw claim.broken();
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
}
