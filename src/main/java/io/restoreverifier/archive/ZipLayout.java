package io.restoreverifier.archive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Collections;
import java.util.List;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;

/**
 * Whether a zip archive is the same one to whoever reads it: some read the directory at its end, some the headers before each
 * entry. No two entries may share bytes, and no header or second directory may lie where the directory does not point. Layout:
 * {@code APPNOTE.TXT}, 4.3.
 */
final class ZipLayout {
    private static final int LOCAL = 0x04034b50;
    private static final int CENTRAL = 0x02014b50;
    private static final int END = 0x06054b50;
    private static final int END_64 = 0x06064b50;
    private static final int CENTRAL_BYTES = 46;
    private static final int END_BYTES = 22;
    private static final int BLOCK = 1 << 16;

    private final OwnChannel channel;

    ZipLayout(OwnChannel channel) {
        this.channel = channel;
    }

    /** Looks at what lies between the entries, and behind the last one. */
    void refuseTwoFaces(ZipFile zip) throws IOException {
        List<ZipArchiveEntry> entries = Collections.list(zip.getEntriesInPhysicalOrder());
        long at = 0;
        for (ZipArchiveEntry entry : entries) {
            long begin = entry.getLocalHeaderOffset();
            if (begin < at) {
                throw new DamageFound(
                        Damage.bomb(SafeName.shown(entry.getName()) + " shares its bytes with another entry"));
            }
            refuseHidden(at, begin);
            at = entry.getDataOffset() + entry.getCompressedSize();
        }
        if (!entries.isEmpty()) {
            refuseOtherDirectory(at, entries.size());
        }
    }

    /** A descriptor of data, or what fills up to some boundary, may lie there. */
    private void refuseHidden(long from, long to) throws IOException {
        for (long at = from; at + 4 <= to; at += BLOCK - 3) {
            ByteBuffer block = read(at, (int) Math.min(BLOCK, to - at));
            for (int i = 0; i + 4 <= block.limit(); i++) {
                int signature = block.getInt(i);
                if (signature == LOCAL || signature == CENTRAL) {
                    throw hidden(at + i);
                }
            }
        }
    }

    private void refuseOtherDirectory(long from, int entries) throws IOException {
        long at = directory(from);
        for (int i = 0; i < entries; i++) {
            ByteBuffer header = read(at, CENTRAL_BYTES);
            if (header.limit() < CENTRAL_BYTES || header.getInt(0) != CENTRAL) {
                throw hidden(at);
            }
            at += CENTRAL_BYTES + unsigned(header, 28) + unsigned(header, 30) + unsigned(header, 32);
        }
        ByteBuffer end = read(at, END_BYTES);
        int signature = end.limit() < 4 ? 0 : end.getInt(0);
        boolean last =
                signature == END && end.limit() == END_BYTES && at + END_BYTES + unsigned(end, 20) == channel.size();
        if (!last && signature != END_64) {
            throw hidden(at);
        }
    }

    /** It begins at once, or behind the descriptor of the last entry's data. */
    private long directory(long from) throws IOException {
        ByteBuffer block = read(from, (int) Math.min(BLOCK, channel.size() - from));
        for (int i = 0; i + 4 <= block.limit(); i++) {
            if (block.getInt(i) == CENTRAL) {
                return from + i;
            }
        }
        throw hidden(from);
    }

    private static DamageFound hidden(long at) {
        return new DamageFound(Damage.twoFaced("near byte " + Quantity.number(at)
                + " it has a header that its directory does not list: other programs may unpack other files"));
    }

    private static int unsigned(ByteBuffer buffer, int at) {
        return buffer.getShort(at) & 0xffff;
    }

    private ByteBuffer read(long position, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        channel.position(position);
        while (buffer.hasRemaining() && channel.read(buffer) >= 0) {
            // Until it is full: a channel may give less than is asked for.
        }
        return buffer.flip();
    }
}
