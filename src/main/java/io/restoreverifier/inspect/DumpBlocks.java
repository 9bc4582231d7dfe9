package io.restoreverifier.inspect;

import io.restoreverifier.archive.Quantity;
import io.restoreverifier.inspect.DumpHeader.Compression;
import io.restoreverifier.model.FindingCode;
import java.io.InterruptedIOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Walks over the blocks of data behind a dump's table of contents, to the last byte of the file: each a byte of type, the
 * number of its entry, and chunks that end with one of length 0, as in PostgreSQL's {@code pg_backup_custom.c}. Used once.
 */
final class DumpBlocks {
    private static final int DATA = 1;
    private static final int LARGE_OBJECTS = 3;

    /** pg_dump compresses through buffers of a few KiB; an uncompressed chunk can be a row, which is below 1 GiB. */
    private static final int MOST_COMPRESSED = 16 << 20;

    private final DumpInput input;
    private final DumpHeader header;
    private final Depth depth;
    private final Map<Integer, DumpEntry> expected = new LinkedHashMap<>();
    private final Map<Integer, Long> rows = new HashMap<>();
    private final Set<String> largeObjects = new HashSet<>();
    private final boolean largeObjectsListed;
    private final byte[] buffer = new byte[1 << 15];
    private long bytes;
    private boolean counted = true;

    DumpBlocks(DumpInput input, DumpHeader header, Depth depth, List<DumpEntry> entries) {
        this.input = input;
        this.header = header;
        this.depth = depth;
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
        input.in("the beginning of a block of data");
        while (!input.atEnd()) {
            block();
            input.in("the beginning of a block of data");
        }
        refuseMissing();
    }

    /** Rows by the number of their entry, of those entries that have rows and were read. */
    Map<Integer, Long> rows() {
        return rows;
    }

    /** Uncompressed bytes of everything; empty when they were not counted. */
    Optional<Long> bytes() {
        return counted ? Optional.of(bytes) : Optional.empty();
    }

    private void block() throws InterruptedIOException, DumpDamage {
        long begin = input.position();
        int type = input.readByte();
        if (type != DATA && type != LARGE_OBJECTS) {
            throw input.corrupt("no block has type " + type);
        }
        int id = input.readInt();
        DumpEntry entry = expected.remove(id);
        if (entry == null) {
            throw input.corrupt("no entry of the table of contents waits for a block with number " + id);
        }
        input.in(entry.label());
        if (entry.offset() != 0 && entry.offset() != begin) {
            throw input.corrupt("the table of contents has it at byte " + Quantity.number(entry.offset()));
        }
        if (entry.holdsLargeObjects() != (type == LARGE_OBJECTS)) {
            throw input.corrupt("the block is of the wrong type");
        }
        if (type == DATA) {
            data(entry);
        } else {
            largeObjects();
        }
    }

    private void data(DumpEntry entry) throws InterruptedIOException, DumpDamage {
        CopyRows copied = new CopyRows();
        chunks(copied);
        if (!entry.copied() || !isReadable()) {
            return;
        }
        Optional<Long> counted = copied.rows();
        if (counted.isEmpty()) {
            throw input.corrupt("its rows do not end with the end-of-data mark");
        }
        rows.put(entry.id(), counted.get());
    }

    private void largeObjects() throws InterruptedIOException, DumpDamage {
        for (int oid = input.readInt(); oid != 0; oid = input.readInt()) {
            // Dumps of PostgreSQL 17 and newer list them in groups, partial dumps not at all.
            if (largeObjectsListed && !largeObjects.remove(Integer.toUnsignedString(oid))) {
                throw input.corrupt("the table of contents has no large object " + Integer.toUnsignedString(oid));
            }
            chunks(new CopyRows());
        }
    }

    private void chunks(CopyRows copied) throws InterruptedIOException, DumpDamage {
        try (BlockContent content = content(copied)) {
            for (int length = input.readInt(); length != 0; length = input.readInt()) {
                if (length < 0 || (header.compression() != Compression.NONE && length > MOST_COMPRESSED)) {
                    throw input.corrupt("a chunk there would be " + Quantity.bytes(length) + " long");
                }
                input.pass(length, content);
            }
            Optional<String> wrong = content.finish();
            if (wrong.isPresent()) {
                throw input.corrupt(wrong.get());
            }
            counted &= content.bytes().isPresent();
            bytes += content.bytes().orElse(0L);
        }
    }

    private BlockContent content(CopyRows copied) {
        if (!isReadable()) {
            return BlockContent.ignoring();
        }
        return header.compression() == Compression.GZIP
                ? new InflatedContent(copied, buffer)
                : BlockContent.counting(copied);
    }

    /** Whether the content is looked into: when asked for, and when this can uncompress it. */
    private boolean isReadable() {
        return depth == Depth.CONTENT
                && (header.compression() == Compression.GZIP || header.compression() == Compression.NONE);
    }

    private void refuseMissing() throws DumpDamage {
        if (expected.isEmpty()) {
            return;
        }
        DumpEntry first = expected.values().iterator().next();
        String others = expected.size() == 1 ? "" : " and of " + Quantity.number(expected.size() - 1) + " more";
        throw new DumpDamage(
                FindingCode.ARTIFACT_INCOMPLETE,
                "the dump ends at byte " + Quantity.number(input.position()) + " without " + first.label() + others,
                "look at the log of the backup job: pg_dump or the transfer stopped half-way");
    }
}
