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

    private DumpReader(OwnCopy copy, Definitions definitions, int format, int before)
            throws InterruptedIOException, DumpDamage {
        this.copy = copy;
        this.input = new DumpInput(copy);
        if (before > 0) {
            input.skip(before);
        }
        this.header = DumpHeader.read(input, format);
        this.toc = new DumpToc(input, header, definitions, format != DumpHeader.CUSTOM);
    }

    /**
     * Opens the verifier's own copy of a dump and reads its header; the caller closes it.
     *
     * @param progress hears how many bytes of the file are through
     */
    public static DumpReader open(Path file, Definitions definitions, LongConsumer progress)
            throws InterruptedIOException, DumpDamage {
        return open(OwnCopy.open(file, progress), definitions, DumpHeader.CUSTOM, 0);
    }

    /** The same of a dump in tar format, whose first member is its table of contents; it has no blocks. */
    public static DumpReader openTar(Path file, Definitions definitions) throws InterruptedIOException, DumpDamage {
        return open(OwnCopy.open(file, through -> {}), definitions, DumpHeader.TAR, TAR_HEADER);
    }

    /** The same of the table of contents alone of a dump in directory format. */
    public static DumpReader openToc(Path file, Definitions definitions) throws InterruptedIOException, DumpDamage {
        return open(OwnCopy.open(file, through -> {}), definitions, DumpHeader.TAR, 0);
    }

    private static DumpReader open(OwnCopy copy, Definitions definitions, int format, int before)
            throws InterruptedIOException, DumpDamage {
        try {
            return new DumpReader(copy, definitions, format, before);
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
