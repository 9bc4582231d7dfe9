package io.restoreverifier.archive;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.Optional;

/**
 * A tar archive, compressed or not, that is an entry of another archive: read on its way, and trusted no more than that.
 * What all that are read by it come to is held against one allowance.
 */
public final class InnerTar {
    private static final int HEAD = TarHeaders.BLOCK;

    private final Allowance allowance;

    public InnerTar(Allowance allowance) {
        this.allowance = allowance;
    }

    /**
     * Shows every entry to a visitor and tells how it went; empty when the data is no tar archive. Damage of the inner
     * archive is part of what is returned.
     *
     * @throws IOException as thrown by {@code data}: damage of the archive around it
     */
    public Optional<Reading> read(InputStream data, EntryVisitor visitor) throws IOException {
        Counted counted = new Counted(data);
        BufferedInputStream buffered = new BufferedInputStream(counted, 1 << 16);
        buffered.mark(HEAD);
        byte[] head = buffered.readNBytes(HEAD);
        buffered.reset();
        Wrapping wrapping = Wrapping.of(head);
        if (wrapping == Wrapping.NONE && !isTar(head)) {
            return Optional.empty();
        }
        Tally tally = new Tally(allowance.limits(), visitor);
        return Optional.of(tally.reading(damages(new TarWalk(tally), wrapping, buffered, counted)));
    }

    /** What the data throws is of the archive around it. */
    private List<Damage> damages(TarWalk walk, Wrapping wrapping, BufferedInputStream buffered, Counted counted)
            throws IOException {
        try (InputStream uncompressed = opened(wrapping, buffered, counted)) {
            return walk.over(new Layer(allowance.counted(uncompressed), counted::position, allowance.limits()));
        } catch (DamageFound e) {
            if (counted.broken) {
                throw e;
            }
            return List.of(e.damage());
        }
    }

    static InputStream opened(Wrapping wrapping, BufferedInputStream buffered, Counted counted) throws IOException {
        try {
            return wrapping.open(buffered);
        } catch (DamageFound | InterruptedIOException e) {
            throw e;
        } catch (IOException e) {
            throw new DamageFound(Layer.ofCompression(e, counted.position()));
        }
    }

    private static boolean isTar(byte[] head) {
        return head.length == HEAD && TarHeaders.checksumHolds(head, 0);
    }

    /** Remembers how much passed, and whether what is beneath broke. Its data belongs to somebody else, who closes it. */
    static final class Counted extends BulkReads {
        private long position;
        private boolean broken;

        Counted(InputStream data) {
            super(data);
        }

        long position() {
            return position;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            try {
                int n = in.read(buffer, offset, length);
                position += Math.max(0, n);
                return n;
            } catch (IOException e) {
                broken = true;
                throw e;
            }
        }

        @Override
        public void close() {
            // The stream goes on with what follows in the archive around it.
        }
    }
}
