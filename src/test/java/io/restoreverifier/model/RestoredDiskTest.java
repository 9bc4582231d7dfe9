package io.restoreverifier.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.restoreverifier.model.RestoredDisk.Partition;
import io.restoreverifier.model.RestoredDisk.Use;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RestoredDiskTest {

    @Test
    void partsAreCalledAsEntriesNameThem() {
        Partition partition = new Partition(3, "ext4", Use.FILES, 1);
        Partition volume = new Partition(3, "vg0/root", "xfs", Use.FILES, 1, "");

        assertThat(partition.label()).isEqualTo("partition 3 (ext4)");
        assertThat(partition.key()).isEqualTo("3");
        assertThat(volume.label()).isEqualTo("volume vg0/root (xfs)");
        assertThat(volume.key()).isEqualTo("vg0/root");
        assertThat(new Partition(0, "", Use.UNREAD, 1).label()).isEqualTo("whole disk");
    }

    @Test
    void whatAnEntryWritesIsTakenAsItIsMeant() {
        assertThat(Partition.key("03")).contains("3");
        assertThat(Partition.key("ubuntu--vg/ubuntu-lv")).contains("ubuntu--vg/ubuntu-lv");
        assertThat(Partition.key("_a+.b/1")).contains("_a+.b/1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "root", "-1", "1.5", "vg0/", "/root", "/dev/vg0/root", "vg0/-a", "vg0/a b", "99999999999"})
    void whatNamesNothingIsNoName(String written) {
        assertThat(Partition.key(written)).isEmpty();
    }
}
