package io.restoreverifier.dump;

import io.restoreverifier.model.FindingCode;
import java.nio.ByteBuffer;

/**
 * How a qcow2 image begins (docs/interop/qcow2.rst of QEMU). Files that it names are never looked for.
 *
 * @param clusterBits a cluster has two to the power of that many bytes
 * @param virtualSize of the disk, in bytes
 * @param l1Entries of the table that names the tables of clusters
 * @param l1Offset where that table stands
 * @param encryption 0 for none
 * @param backed whether it holds only what differs from another image
 * @param features version 3's incompatible ones, as bits
 */
public record Qcow2Header(
        int version,
        int clusterBits,
        long virtualSize,
        long l1Entries,
        long l1Offset,
        int encryption,
        boolean backed,
        long features) {
    /** How every one begins. */
    public static final String MAGIC = "QFI\u00fb";

    private static final int LENGTH = 72;
    private static final int LENGTH_OF_3 = 104;
    private static final long DIRTY = 1;
    private static final long CORRUPT = 1 << 1;
    private static final long DATA_ELSEWHERE = 1 << 2;
    private static final long EXTENDED = 1 << 4;
    private static final long KNOWN = 0x1f;
    /** What QEMU takes: a table of 32 MiB. */
    private static final long MOST_L1 = 1 << 22;
    /** What a file of most file systems can be, and our copy of a disk is one. */
    private static final long MOST = 16L << 40;

    /** @throws DumpDamage when there are fewer bytes, or it can be no image */
    public static Qcow2Header of(byte[] bytes) throws DumpDamage {
        if (bytes.length < LENGTH_OF_3) {
            throw new DumpDamage(
                    FindingCode.ARTIFACT_INCOMPLETE,
                    "it ends within the header of a qcow2 image, after " + bytes.length + " bytes",
                    "was the disk full when it was written?");
        }
        ByteBuffer in = ByteBuffer.wrap(bytes);
        int version = in.getInt(4);
        Qcow2Header header = new Qcow2Header(
                version,
                in.getInt(20),
                in.getLong(24),
                in.getInt(36) & 0xffffffffL,
                in.getLong(40),
                in.getInt(32),
                in.getLong(8) != 0 || in.getInt(16) != 0,
                version == 3 ? in.getLong(LENGTH) : 0);
        header.require();
        return header;
    }

    private void require() throws DumpDamage {
        if (version != 2 && version != 3) {
            throw new DumpDamage(
                    FindingCode.NOT_SUPPORTED,
                    "it is a qcow2 image of version " + version + ", known are 2 and 3",
                    "convert it: `qemu-img convert -O qcow2`");
        }
        long entries = clusterBits < 9 || clusterBits > 21 ? 0 : 1L << (clusterBits - (isExtended() ? 4 : 3));
        boolean sound = entries > 0
                && virtualSize > 0
                && l1Entries <= MOST_L1
                && l1Offset > 0
                && l1Offset % (1L << clusterBits) == 0
                && l1Entries >= (((virtualSize - 1) >> clusterBits) / entries) + 1;
        if (!sound) {
            throw new DumpDamage(
                    FindingCode.ARTIFACT_CORRUPT,
                    "its header is none of a qcow2 image: " + virtualSize + " bytes in clusters of 2^" + clusterBits
                            + ", by a table of " + l1Entries + " entries",
                    "its bytes have changed since it was written: take another copy");
        }
        if (virtualSize > MOST) {
            throw new DumpDamage(
                    FindingCode.NOT_SUPPORTED,
                    "its disk has " + (virtualSize >> 40) + " TiB, at most 16 are taken",
                    "back up such a disk by what is in it");
        }
        requireAlone();
    }

    /** That the file by itself is the whole disk, and is not known to be broken. */
    private void requireAlone() throws DumpDamage {
        if (backed) {
            throw new DumpDamage(
                    FindingCode.ARTIFACT_INCOMPLETE,
                    "it holds only what differs from another image (it names a backing file), which is not in it",
                    "let the job write the whole disk: `qemu-img convert -O qcow2 IMAGE BACKUP`");
        }
        if ((features & DATA_ELSEWHERE) != 0) {
            throw new DumpDamage(
                    FindingCode.ARTIFACT_INCOMPLETE,
                    "its data are in another file (external data file), which is not in it",
                    "let the job write the whole disk: `qemu-img convert -O qcow2 IMAGE BACKUP`");
        }
        if ((features & CORRUPT) != 0) {
            throw new DumpDamage(
                    FindingCode.ARTIFACT_CORRUPT,
                    "QEMU has marked it as corrupt",
                    "look at the image that is backed up: `qemu-img check` and, on a copy, `qemu-img check -r all`");
        }
        if (encryption != 0) {
            throw new DumpDamage(
                    FindingCode.NOT_SUPPORTED,
                    "it is an encrypted qcow2 image, whose keys are not taken",
                    "encrypt the whole artifact instead: see `decrypt:`");
        }
        if ((features & ~KNOWN) != 0) {
            throw new DumpDamage(
                    FindingCode.NOT_SUPPORTED,
                    "it needs features of qcow2 that are not known here (bits " + Long.toHexString(features & ~KNOWN)
                            + ")",
                    "convert it: `qemu-img convert -O qcow2`");
        }
    }

    /** Whether whoever wrote it last has not closed it. */
    public boolean isDirty() {
        return (features & DIRTY) != 0;
    }

    /** Whether entries of its tables have 16 bytes and not 8. */
    public boolean isExtended() {
        return (features & EXTENDED) != 0;
    }
}
