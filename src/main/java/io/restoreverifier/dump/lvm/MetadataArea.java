package io.restoreverifier.dump.lvm;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * A place for metadata: a header, and behind it a ring in which each text is written after the one before it. The header says where
 * the newest begins.
 */
final class MetadataArea {
    private static final int HEADER = 512;
    private static final byte[] MAGIC = " LVM2 x[5A%r0N*>".getBytes(StandardCharsets.US_ASCII);
    private static final int FIRST = 40;
    private static final int IGNORED = 1;
    /** A text of this length tells of thousands of volumes. */
    private static final int LONGEST = 1 << 20;

    private final DiskBytes bytes;
    private final ByteBuffer fields;
    private final long start;
    private final long size;

    private MetadataArea(DiskBytes bytes, ByteBuffer fields, long start, long size) {
        this.bytes = bytes;
        this.fields = fields;
        this.start = start;
        this.size = size;
    }

    /** @param length of the physical volume */
    static MetadataArea open(DiskBytes bytes, long start, long size, long length) throws IOException {
        if (start >= 0 && start < HEADER || size >= 0 && size <= 2 * HEADER) {
            throw LvmDamage.corrupt("its label (LVM2) has a place for metadata at byte " + Long.toUnsignedString(start)
                    + " of " + size + " bytes, where none can be");
        }
        if (start < 0 || size < 0 || start > length || size > length - start) {
            throw LvmDamage.cutOff("its metadata (LVM2) lie at byte " + Long.toUnsignedString(start)
                    + " and further, beyond its end at byte " + length);
        }
        byte[] header = bytes.read(start, HEADER);
        ByteBuffer fields = ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN);
        boolean sound = Arrays.equals(header, 4, 4 + MAGIC.length, MAGIC, 0, MAGIC.length)
                && fields.getInt(0) == Checksum.of(header, 4, HEADER);
        if (!sound) {
            throw LvmDamage.corrupt(
                    "the checksum of the header of its metadata (LVM2) at byte " + start + " does not hold");
        }
        if (fields.getInt(20) != 1 || fields.getLong(24) != start || fields.getLong(32) != size) {
            throw LvmDamage.corrupt("the header of its metadata (LVM2) at byte " + start + " is one of another place");
        }
        return new MetadataArea(bytes, fields, start, size);
    }

    /** Whether nobody has put it out of use ({@code --metadataignore}): what stands there then is old. */
    boolean isInUse() {
        return (fields.getInt(FIRST + 20) & IGNORED) == 0;
    }

    /** Empty when there is no text. */
    Optional<VolumeGroup> newest() throws IOException {
        return fields.getLong(FIRST) == 0 ? Optional.empty() : Optional.of(read());
    }

    private VolumeGroup read() throws IOException {
        long at = fields.getLong(FIRST);
        long count = fields.getLong(FIRST + 8);
        if (at < HEADER || at >= size || count <= 0 || count > size - HEADER) {
            throw LvmDamage.corrupt("the header of its metadata (LVM2) says that they lie outside of their area");
        }
        if (count > LONGEST) {
            throw LvmDamage.notRead(
                    "its metadata (LVM2) take " + count + " bytes, of which at most " + LONGEST + " are read");
        }
        byte[] text = Arrays.copyOf(bytes.read(start + at, (int) Math.min(count, size - at)), (int) count);
        int wrapped = (int) Math.max(0, at + count - size);
        if (wrapped > 0) {
            System.arraycopy(bytes.read(start + HEADER, wrapped), 0, text, text.length - wrapped, wrapped);
        }
        if (fields.getInt(FIRST + 16) != Checksum.of(text, 0, text.length)) {
            throw LvmDamage.corrupt("the checksum of its metadata (LVM2) does not hold");
        }
        return VolumeGroup.of(MetadataText.read(new String(text, StandardCharsets.ISO_8859_1)));
    }
}
