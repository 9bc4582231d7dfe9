package io.restoreverifier.inspect;

import io.restoreverifier.archive.Quantity;
import io.restoreverifier.archive.ReadAhead;
import io.restoreverifier.dump.BlockData;
import io.restoreverifier.dump.DataForm;
import io.restoreverifier.dump.DumpBlock;
import io.restoreverifier.dump.DumpBlocks;
import io.restoreverifier.dump.DumpDamage;
import io.restoreverifier.dump.DumpEntry;
import io.restoreverifier.dump.InsertTarget;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.RowDigest;
import io.restoreverifier.rows.ObjectDigester;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Walks over the blocks of a dump to the last byte of the file: every entry that should have data has them, where it says
 * and of its kind, and nobody else has any. Used once.
 */
final class DumpWalk {
    /** What is read before a thread is worth its beginning. */
    private static final long SMALL = 1 << 20;

    private final DumpBlocks blocks;
    private final DataForm form;
    private final Map<Integer, DumpEntry> expected = new LinkedHashMap<>();
    private final Map<Integer, RowDigest> rows = new HashMap<>();
    private final Set<String> largeObjects = new HashSet<>();
    private final boolean largeObjectsListed;
    private final byte[] buffer = new byte[1 << 15];
    private final RowsOfDump rowsOfDump;
    private final ObjectDigester objects = new ObjectDigester();
    private boolean objectsRead;
    private long bytes;

    /** @param form as stored, when the data cannot or need not be looked into */
    DumpWalk(DumpBlocks blocks, DataForm form, List<DumpEntry> entries, RowsOfDump rowsOfDump) {
        this.rowsOfDump = rowsOfDump;
        this.blocks = blocks;
        this.form = form;
        for (DumpEntry entry : entries) {
            if (entry.hasData()) {
                expected.put(entry.id(), entry);
            }
            if (entry.isLargeObject()) {
                largeObjects.add(entry.name());
            }
        }
        largeObjectsListed = !largeObjects.isEmpty();
    }

    void walk() throws InterruptedIOException, DumpDamage {
        Optional<DumpBlock> block = blocks.next();
        while (block.isPresent()) {
            walk(block.get());
            block = blocks.next();
        }
        refuseMissing();
    }

    /** Rows by the number of their entry, of those entries that have rows and were read. */
    Map<Integer, RowDigest> rows() {
        return rows;
    }

    /** Of the large objects; empty when there are none or they were not read. */
    Optional<RowDigest> largeObjectsDigest() {
        return objectsRead && form == DataForm.UNCOMPRESSED ? Optional.of(objects.digest()) : Optional.empty();
    }

    /** Uncompressed bytes of everything; empty when they were not counted. */
    Optional<Long> bytes() {
        return form == DataForm.UNCOMPRESSED ? Optional.of(bytes) : Optional.empty();
    }

    private void walk(DumpBlock block) throws InterruptedIOException, DumpDamage {
        DumpEntry entry = expected.remove(block.entry());
        if (entry == null) {
            throw blocks.corrupt("no entry of the table of contents waits for a block with number " + block.entry());
        }
        blocks.in(entry.label());
        if (entry.offset() != 0 && entry.offset() != block.begin()) {
            throw blocks.corrupt("the table of contents has it at byte " + Quantity.number(entry.offset()));
        }
        if (entry.holdsLargeObjects() != block.largeObjects()) {
            throw blocks.corrupt("the block is of the wrong type");
        }
        if (block.largeObjects()) {
            largeObjects();
        } else {
            data(entry);
        }
    }

    private void data(DumpEntry entry) throws InterruptedIOException, DumpDamage {
        if (!entry.copied()) {
            inserts(entry);
            return;
        }
        CopyRows copied = new CopyRows();
        read(copied::take);
        if (form == DataForm.AS_STORED) {
            return;
        }
        Optional<RowDigest> counted = copied.rows();
        if (counted.isEmpty()) {
            throw blocks.corrupt("its rows do not end with the end-of-data mark");
        }
        rows.put(entry.id(), counted.get());
    }

    private void inserts(DumpEntry entry) throws InterruptedIOException, DumpDamage {
        if (!rowsOfDump.stringsAreSimple()) {
            read((some, offset, length) -> {});
            return;
        }
        InsertRows inserted = new InsertRows();
        read(inserted::take);
        Optional<RowDigest> digest = form == DataForm.AS_STORED ? Optional.empty() : inserted.rows();
        digest.ifPresent(d -> {
            rows.put(entry.id(), d);
            rowsOfDump.inserted(entry, inserted.target().map(InsertTarget::copied));
        });
    }

    private void largeObjects() throws InterruptedIOException, DumpDamage {
        for (int oid = blocks.nextLargeObject(); oid != 0; oid = blocks.nextLargeObject()) {
            // Dumps of PostgreSQL 17 and newer list them in groups, partial dumps not at all.
            if (largeObjectsListed && !largeObjects.remove(Integer.toUnsignedString(oid))) {
                throw blocks.corrupt("the table of contents has no large object " + Integer.toUnsignedString(oid));
            }
            objects.begin(Integer.toUnsignedLong(oid));
            read(objects::take);
            objects.end();
            objectsRead = true;
        }
    }

    private void read(Taker taker) throws InterruptedIOException, DumpDamage {
        try (BlockData data = blocks.data(form)) {
            boolean small = read(data, SMALL, taker) < SMALL;
            if (small || form == DataForm.AS_STORED) {
                read(data, Long.MAX_VALUE, taker);
                return;
            }
            try (ReadAhead ahead = new ReadAhead(data, () -> 0)) {
                read(ahead, Long.MAX_VALUE, taker);
            }
        } catch (InterruptedIOException | DumpDamage e) {
            throw e;
        } catch (IOException e) {
            throw new IllegalStateException("the data of a block throw nothing else", e);
        }
    }

    /** @return how much was read: what was wanted and a little more, or all that there was */
    private long read(InputStream data, long wanted, Taker taker) throws IOException {
        long read = 0;
        int n = 0;
        while (read < wanted && n >= 0) {
            n = data.read(buffer, 0, buffer.length);
            if (n > 0 && form == DataForm.UNCOMPRESSED) {
                taker.take(buffer, 0, n);
            }
            read += Math.max(n, 0);
        }
        bytes += read;
        return read;
    }

    /** Whoever wants the bytes of a block. */
    @FunctionalInterface
    private interface Taker {
        void take(byte[] bytes, int offset, int length);
    }

    private void refuseMissing() throws DumpDamage {
        if (expected.isEmpty()) {
            return;
        }
        DumpEntry first = expected.values().iterator().next();
        String others = expected.size() == 1 ? "" : " and of " + Quantity.number(expected.size() - 1) + " more";
        throw new DumpDamage(
                FindingCode.ARTIFACT_INCOMPLETE,
                "the dump ends at byte " + Quantity.number(blocks.position()) + " without " + first.label() + others,
                "look at the log of the backup job: pg_dump or the transfer stopped half-way");
    }
}
