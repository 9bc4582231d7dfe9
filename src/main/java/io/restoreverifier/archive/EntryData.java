package io.restoreverifier.archive;

import io.restoreverifier.model.CannotTell;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.function.Supplier;

/**
 * The data of one entry of an archive that is read in sequence; what the library throws becomes damage. Closing it leaves the
 * archive open, which goes on with the next entry.
 */
final class EntryData extends BulkReads {
    private final Passing passing;
    private final Supplier<DamageFound> damage;

    /** Hears how many bytes a read has given; less than zero at the end. */
    @FunctionalInterface
    interface Passing {
        void of(int bytes) throws DamageFound;
    }

    /** @param damage asked when the library gives up, for what that means there */
    EntryData(InputStream archive, Passing passing, Supplier<DamageFound> damage) {
        super(archive);
        this.passing = passing;
        this.damage = damage;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        try {
            int n = in.read(buffer, offset, length);
            passing.of(n);
            return n;
        } catch (DamageFound | InterruptedIOException | CannotTell e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw damage.get();
        }
    }

    @Override
    public void close() {
        // The stream goes on with the next entry.
    }
}
