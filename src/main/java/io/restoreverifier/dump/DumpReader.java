package io.restoreverifier.dump;

import io.restoreverifier.archive.OwnCopy;
import java.io.InterruptedIOException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * One sequential read of a dump in pg_dump's custom format, versions 1.12 to 1.16: the header, then the entries of its table
 * of contents, then the blocks of data. Memory does not grow with the dump. For one thread.
 */
public final class DumpReader implements AutoCloseable {
    /** Of the first member of a tar. */
    private static final int TAR_HEADER = 512;

    private final OwnCopy copy;
    private final DumpInput input;
    private final DumpHeader header;
    private final DumpToc toc;

    private DumpReader(OwnCopy copy, Definitions definitions, boolean tar) throws InterruptedIOException, DumpDamage {
        this.copy = copy;
        this.input = new DumpInput(copy);
        if (tar) {
            input.skip(TAR_HEADER);
        }
        this.header = DumpHeader.read(input, tar ? DumpHeader.TAR : DumpHeader.CUSTOM);
        this.toc = new DumpToc(input, header, definitions, tar);
    }

    /**
     * Opens the verifier's own copy of a dump and reads its header; the caller closes it.
     *
     * @param progress hears how many bytes of the file are through
     */
    public static DumpReader open(Path file, Definitions definitions, LongConsumer progress)
            throws InterruptedIOException, DumpDamage {
        return open(file, definitions, progress, false);
    }

    /** The same of a dump in tar format, whose first member is its table of contents; it has no blocks. */
    public static DumpReader openTar(Path file, Definitions definitions) throws InterruptedIOException, DumpDamage {
        return open(file, definitions, through -> {}, true);
    }

    private static DumpReader open(Path file, Definitions definitions, LongConsumer progress, boolean tar)
            throws InterruptedIOException, DumpDamage {
        OwnCopy copy = OwnCopy.open(file, progress);
        try {
            return new DumpReader(copy, definitions, tar);
        } catch (InterruptedIOException | DumpDamage | RuntimeException e) {
            copy.close();
            throw e;
        }
    }

    public DumpHeader header() {
        return header;
    }

    /** From now on texts are in this encoding and no other; before, names are guessed at. */
    public void textsAre(Charset charset) {
        input.textsAre(charset);
    }

    /** The next entry of the table of contents, or none after the last. */
    public Optional<DumpObject> nextEntry() throws InterruptedIOException, DumpDamage {
        return toc.next();
    }

    /** The blocks of data; every entry must have been read. Asked for once. */
    public DumpBlocks blocks() {
        return new DumpBlocks(input, header);
    }

    /** Reads over bytes, to get to a block whose place is known. */
    public void skipTo(long position) throws InterruptedIOException, DumpDamage {
        long left = position - input.position();
        while (left > 0) {
            int n = (int) Math.min(left, 1 << 20);
            input.skip(n);
            left -= n;
        }
    }

    @Override
    public void close() {
        copy.close();
    }
}
