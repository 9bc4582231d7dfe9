package io.restoreverifier.dump;

import io.restoreverifier.archive.Quantity;
import io.restoreverifier.model.FindingCode;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * The blocks of a dump by their entries. Asked for in the order of the file, as pg_dump writes entries and blocks, it reads
 * the file once; in any other it goes back.
 */
public final class DumpData implements AutoCloseable {
    private final Path file;
    private final LongConsumer progress;
    /** Where the blocks begin that were met and not asked for. */
    private final Map<Integer, Long> passed = new HashMap<>();

    private DumpReader reader;
    private DumpBlocks blocks;

    private DumpData(Path file, LongConsumer progress, DumpReader reader) {
        this.file = file;
        this.progress = progress;
        this.reader = reader;
        this.blocks = reader.blocks();
    }

    /** Opens the verifier's own copy of a dump; the caller closes it. */
    public static DumpData open(Path file, LongConsumer progress) throws InterruptedIOException, DumpDamage {
        DumpReader reader = DumpReader.open(file, Definitions.SKIPPED, progress);
        try {
            while (reader.nextEntry().isPresent()) {
                // Only to get behind them.
            }
            return new DumpData(file, progress, reader);
        } catch (InterruptedIOException | DumpDamage | RuntimeException e) {
            reader.close();
            throw e;
        }
    }

    /** The blocks, at the one of this entry. */
    public DumpBlocks at(DumpEntry entry) throws InterruptedIOException, DumpDamage {
        Long known = passed.get(entry.id());
        if (known != null) {
            goBack(known);
        }
        Optional<DumpBlock> block = blocks.next();
        while (block.isPresent() && block.get().entry() != entry.id()) {
            passed.put(block.get().entry(), block.get().begin());
            block = blocks.next();
        }
        if (block.isEmpty() || block.get().largeObjects() != entry.holdsLargeObjects()) {
            throw new DumpDamage(
                    FindingCode.ARTIFACT_INCOMPLETE,
                    "the dump ends at byte " + Quantity.number(blocks.position()) + " without " + entry.label(),
                    "look at the log of the backup job: pg_dump or the transfer stopped half-way");
        }
        blocks.in(entry.label());
        return blocks;
    }

    private void goBack(long position) throws InterruptedIOException, DumpDamage {
        reader.close();
        reader = DumpReader.open(file, Definitions.SKIPPED, progress);
        reader.skipTo(position);
        blocks = reader.blocks();
    }

    @Override
    public void close() {
        reader.close();
    }
}
