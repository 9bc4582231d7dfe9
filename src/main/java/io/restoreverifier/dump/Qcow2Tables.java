package io.restoreverifier.dump;

import io.restoreverifier.model.FindingCode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;

/**
 * Goes through the tables of a qcow2 image: how much of its disk it holds, and whether all of that lies in the file. QEMU reads
 * zeros beyond the end of a file and says nothing. Holds one table at a time; used once.
 */
public final class Qcow2Tables {
    private static final long OFFSET = 0x00ff_ffff_ffff_fe00L;
    private static final long COMPRESSED = 1L << 62;
    private static final long ZERO = 1;
    private static final int SUB_CLUSTERS = 32;

    private final SeekableByteChannel file;
    private final Qcow2Header header;
    private final long length;
    private final int entry;
    private long clusters;
    private long tables;

    private Qcow2Tables(SeekableByteChannel file, Qcow2Header header) throws IOException {
        this.file = file;
        this.header = header;
        this.length = file.size();
        this.entry = header.isExtended() ? 16 : 8;
    }

    /**
     * How many bytes of its disk it holds, in whole clusters; may be more than there are when clusters are named twice.
     *
     * @throws DumpDamage when something lies beyond the end of the file
     */
    public static long allocated(SeekableByteChannel file, Qcow2Header header) throws IOException {
        Qcow2Tables tables = new Qcow2Tables(file, header);
        tables.walk();
        return tables.clusters << header.clusterBits();
    }

    private void walk() throws IOException {
        int cluster = 1 << header.clusterBits();
        ByteBuffer l2 = ByteBuffer.allocate(cluster);
        ByteBuffer l1 = ByteBuffer.allocate(cluster);
        long left = header.l1Entries() * Long.BYTES;
        for (long at = header.l1Offset(); left > 0; at += cluster, left -= cluster) {
            read(l1.limit((int) Math.min(cluster, left)), at, "its table of tables (L1)");
            while (l1.hasRemaining()) {
                long table = l1.getLong() & OFFSET;
                if (table != 0) {
                    requireOwnRoom(cluster);
                    read(l2.clear(), table, "a table of its clusters (L2)");
                    clusters(l2);
                }
            }
            l1.clear();
        }
    }

    /** Each table has a cluster of its own: whoever names one more often makes a few bytes into hours of reading. */
    private void requireOwnRoom(int cluster) throws DumpDamage {
        tables++;
        if (tables > length / cluster) {
            throw new DumpDamage(
                    FindingCode.ARTIFACT_CORRUPT,
                    "its table of tables (L1) names more tables than there is room for in its " + length + " bytes",
                    "its bytes have changed since it was written: take another copy");
        }
    }

    private void clusters(ByteBuffer l2) throws DumpDamage {
        for (int i = 0; i < l2.limit(); i += entry) {
            long cluster = l2.getLong(i);
            if ((cluster & COMPRESSED) != 0) {
                requireWithin(cluster & ((1L << (62 - (header.clusterBits() - 8))) - 1), 1);
                clusters++;
            } else if ((cluster & OFFSET) != 0) {
                // The last one may be shorter than a cluster: what is not there is zero.
                requireWithin(cluster & OFFSET, 1);
                clusters += isZero(cluster, i, l2) ? 0 : 1;
            }
        }
    }

    /** Whether it is kept for later, and reads as zeros until then. */
    private boolean isZero(long cluster, int at, ByteBuffer l2) {
        return header.isExtended() ? (l2.getLong(at + 8) << SUB_CLUSTERS) == 0 : (cluster & ZERO) != 0;
    }

    private void read(ByteBuffer buffer, long at, String what) throws IOException {
        if (at < 0 || at + buffer.remaining() > length) {
            throw beyond(what, at, buffer.remaining());
        }
        file.position(at);
        while (buffer.hasRemaining() && file.read(buffer) >= 0) {}
        buffer.flip();
    }

    private void requireWithin(long at, int bytes) throws DumpDamage {
        if (at + bytes > length) {
            throw beyond("a cluster of its data", at, bytes);
        }
    }

    private DumpDamage beyond(String what, long at, int bytes) {
        return new DumpDamage(
                FindingCode.ARTIFACT_INCOMPLETE,
                what + " lies at byte " + (at + bytes) + ", beyond the end of the file of " + length + " bytes",
                "was it cut off while it was copied, or copied while a machine ran on it?");
    }
}
