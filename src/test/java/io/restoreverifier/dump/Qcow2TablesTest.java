package io.restoreverifier.dump;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Qcow2TablesTest {
    private static final int CLUSTER = 512;
    private static final int L1 = CLUSTER;
    private static final int L2 = 2 * CLUSTER;
    private static final int DATA = 3 * CLUSTER;

    @TempDir
    Path folder;

    /** A disk of 64 KiB, of which one cluster holds something. */
    private static ByteBuffer image() {
        ByteBuffer image = ByteBuffer.allocate(4 * CLUSTER);
        image.put(0, new byte[] {'Q', 'F', 'I', (byte) 0xfb});
        image.putInt(4, 3).putInt(20, 9).putLong(24, 64 << 10);
        image.putInt(36, 2).putLong(40, L1).putInt(100, 104);
        image.putLong(L1, L2).putLong(L2, DATA);
        return image;
    }

    @Test
    void whatADiskHoldsIsCountedInClusters() throws IOException {
        assertThat(allocated(image().array())).isEqualTo(CLUSTER);
        assertThat(allocated(image().putLong(L2, 0).array())).isZero();
    }

    @Test
    void whatLiesBeyondTheEndIsMissing() {
        assertThatThrownBy(() -> allocated(Arrays.copyOf(image().array(), DATA)))
                .isInstanceOf(DumpDamage.class)
                .hasMessage("a cluster of its data lies at byte 1537, beyond the end of the file of 1536 bytes");
        assertThatThrownBy(() -> allocated(image().putLong(L1, 1 << 20).array()))
                .isInstanceOf(DumpDamage.class)
                .hasMessage(
                        "a table of its clusters (L2) lies at byte 1049088, beyond the end of the file of 2048 bytes");
    }

    /** Four million entries that name one table would be read for hours. */
    @Test
    void aTableThatIsNamedAgainAndAgainIsDamage() {
        ByteBuffer image = image().putInt(36, 64);
        for (int i = 0; i < 64; i++) {
            image.putLong(L1 + i * Long.BYTES, L2);
        }

        assertThatThrownBy(() -> allocated(image.array()))
                .isInstanceOf(DumpDamage.class)
                .hasMessage("its table of tables (L1) names more tables than there is room for in its 2048 bytes");
    }

    @Test
    void anImageThatNeedsAnotherFileIsNotOpened() {
        assertThatThrownBy(() -> Qcow2Header.of(image().putLong(8, 200).array()))
                .isInstanceOf(DumpDamage.class)
                .hasMessage(
                        "it holds only what differs from another image (it names a backing file), which is not in it");
        assertThatThrownBy(() -> Qcow2Header.of(image().putLong(72, 4).array()))
                .isInstanceOf(DumpDamage.class)
                .hasMessage("its data are in another file (external data file), which is not in it");
    }

    @Test
    void aHeaderThatCannotBeIsDamage() {
        assertThatThrownBy(() -> Qcow2Header.of(image().putInt(20, 40).array()))
                .isInstanceOf(DumpDamage.class)
                .hasMessage(
                        "its header is none of a qcow2 image: 65536 bytes in clusters of 2^40, by a table of 2 entries");
        assertThatThrownBy(() -> Qcow2Header.of(Arrays.copyOf(image().array(), 90)))
                .isInstanceOf(DumpDamage.class)
                .hasMessage("it ends within the header of a qcow2 image, after 90 bytes");
    }

    private long allocated(byte[] bytes) throws IOException {
        Path file = Files.write(folder.resolve("disk.qcow2"), bytes);
        try (FileChannel channel = FileChannel.open(file)) {
            return Qcow2Tables.allocated(channel, Qcow2Header.of(bytes));
        }
    }
}
