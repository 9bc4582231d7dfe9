package io.restoreverifier.dump;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.OptionalLong;

/**
 * How a raw disk begins: with a partition table (MBR, GPT) or with a file system on the whole of it. A raw image has no header of
 * its own, so this alone tells what it is and how long it has to be. Used by one thread.
 */
public final class DiskBeginning {
    /** Enough of a disk to tell. */
    public static final int LENGTH = 4096 + 512;

    private static final int SECTOR = 512;
    private static final int TABLE = 446;
    private static final int ENTRIES = 4;
    private static final int ENTRY = 16;
    private static final int PROTECTIVE = 0xee;
    private static final int EXT = 1024;
    private static final int EXT_64BIT = 0x80;

    private final ByteBuffer bytes;

    /** @param first bytes of the disk; more than {@link #LENGTH} are not looked at */
    public DiskBeginning(byte[] first) {
        this.bytes = ByteBuffer.allocate(LENGTH).order(ByteOrder.LITTLE_ENDIAN);
        this.bytes.put(first, 0, Math.min(LENGTH, first.length)).clear();
    }

    /** Whether it looks like a disk. */
    public boolean isDisk() {
        return hasTable()
                || isExt()
                || isFat()
                || text(0, "XFSB")
                || text(0, "LUKS\u00ba\u00be")
                || text(SECTOR, "LABELONE")
                || text(3, "NTFS    ");
    }

    /** How many bytes the disk has at least, by what stands there; empty when nothing says so. */
    public OptionalLong bytes() {
        if (isGpt()) {
            return positive(bytes.getLong(SECTOR + 32) + 1, SECTOR);
        }
        if (isExt()) {
            boolean wide = (bytes.getInt(EXT + 96) & EXT_64BIT) != 0;
            long high = wide ? (bytes.getInt(EXT + 0x150) & 0xffffffffL) << 32 : 0;
            return positive(high | bytes.getInt(EXT + 4) & 0xffffffffL, 1024L << (bytes.getInt(EXT + 24) & 0xf));
        }
        if (text(0, "XFSB")) {
            return positive(Long.reverseBytes(bytes.getLong(8)), Integer.reverseBytes(bytes.getInt(4)));
        }
        if (text(3, "NTFS    ")) {
            return positive(bytes.getLong(40), bytes.getShort(11));
        }
        if (isFat()) {
            int few = bytes.getShort(19) & 0xffff;
            return positive(few == 0 ? bytes.getInt(32) & 0xffffffffL : few, bytes.getShort(11));
        }
        return hasTable() ? positive(lastOfTable(), SECTOR) : OptionalLong.empty();
    }

    private static OptionalLong positive(long count, long each) {
        boolean sound = count > 0 && each > 0 && count < Long.MAX_VALUE / each;
        return sound ? OptionalLong.of(count * each) : OptionalLong.empty();
    }

    private boolean isGpt() {
        return text(SECTOR, "EFI PART");
    }

    private boolean isExt() {
        return (bytes.getShort(EXT + 56) & 0xffff) == 0xef53 && bytes.getInt(EXT + 24) < 7;
    }

    private boolean isFat() {
        int sector = bytes.getShort(11);
        return isSigned()
                && ((bytes.get(0) & 0xff) == 0xeb || (bytes.get(0) & 0xff) == 0xe9)
                && sector >= SECTOR
                && Integer.bitCount(sector) == 1
                && (bytes.get(16) == 1 || bytes.get(16) == 2)
                && (bytes.get(21) & 0xff) >= 0xf0;
    }

    private boolean isSigned() {
        return (bytes.getShort(510) & 0xffff) == 0xaa55;
    }

    /** GPT, also where 4096 bytes are a sector; or four entries as an MBR has them, of which one is used. */
    private boolean hasTable() {
        if (isGpt() || text(4096, "EFI PART")) {
            return true;
        }
        boolean sound = isSigned();
        boolean used = false;
        for (int i = 0; i < ENTRIES; i++) {
            int at = TABLE + i * ENTRY;
            sound &= (bytes.get(at) & 0x7f) == 0;
            used |= bytes.get(at + 4) != 0 && bytes.getInt(at + 12) != 0;
        }
        return sound && used;
    }

    private long lastOfTable() {
        long last = 0;
        for (int i = 0; i < ENTRIES; i++) {
            int at = TABLE + i * ENTRY;
            if (bytes.get(at + 4) != 0 && (bytes.get(at + 4) & 0xff) != PROTECTIVE) {
                last = Math.max(last, (bytes.getInt(at + 8) & 0xffffffffL) + (bytes.getInt(at + 12) & 0xffffffffL));
            }
        }
        return last;
    }

    private boolean text(int at, String expected) {
        for (int i = 0; i < expected.length(); i++) {
            if ((bytes.get(at + i) & 0xff) != expected.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
