package io.restoreverifier.dump;

import java.io.InterruptedIOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The blocks of data behind a dump's table of contents, one after the other: each a byte of type, the number of its entry,
 * and chunks that end with one of length 0, as in PostgreSQL's {@code pg_backup_custom.c}.
 */
public final class DumpBlocks {
    private static final int DATA = 1;
    private static final int LARGE_OBJECTS = 3;

    private final DumpInput input;
    private final DumpHeader header;
    private @Nullable DumpBlock current;
    private @Nullable BlockData open;

    DumpBlocks(DumpInput input, DumpHeader header) {
        this.input = input;
        this.header = header;
    }

    /** The next block, or none at the end of the file. What is left of the block before is read over. */
    public Optional<DumpBlock> next() throws InterruptedIOException, DumpDamage {
        finish();
        input.in("the beginning of a block of data");
        if (input.atEnd()) {
            return Optional.empty();
        }
        long begin = input.position();
        int type = input.readByte();
        if (type != DATA && type != LARGE_OBJECTS) {
            throw input.corrupt("no block has type " + type);
        }
        DumpBlock block = new DumpBlock(input.readInt(), begin, type == LARGE_OBJECTS);
        current = block;
        return Optional.of(block);
    }

    /** Says what the current block holds, for messages. */
    public void in(String what) {
        input.in(what);
    }

    /** Damage here, told with the position. */
    public DumpDamage corrupt(String what) {
        return input.corrupt(what);
    }

    public long position() {
        return input.position();
    }

    /** The number of the next large object of the current block; 0 after the last, which ends the block. */
    public int nextLargeObject() throws InterruptedIOException, DumpDamage {
        drain();
        int oid = input.readInt();
        if (oid == 0) {
            current = null;
        }
        return oid;
    }

    /** The data of the current block, or of its current large object; asked for once each. */
    public BlockData data(DataForm form) throws DumpDamage {
        BlockData data = BlockData.of(input, header, form);
        open = data;
        return data;
    }

    private void finish() throws InterruptedIOException, DumpDamage {
        DumpBlock block = current;
        if (block == null) {
            return;
        }
        if (!block.largeObjects() && open == null) {
            data(DataForm.AS_STORED);
        }
        drain();
        if (block.largeObjects()) {
            while (nextLargeObject() != 0) {
                data(DataForm.AS_STORED);
            }
        }
        current = null;
    }

    /** Reads over what nobody wanted, without uncompressing it. */
    private void drain() throws InterruptedIOException, DumpDamage {
        BlockData data = open;
        if (data != null) {
            data.drain();
            data.close();
            open = null;
        }
    }
}
