package io.restoreverifier.restore;

import static io.restoreverifier.dump.lvm.LvmBytes.group;
import static io.restoreverifier.dump.lvm.LvmBytes.linear;
import static io.restoreverifier.dump.lvm.LvmBytes.volume;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import io.restoreverifier.dump.DumpDamage;
import io.restoreverifier.dump.lvm.LvmBytes;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.RestoredDisk.Partition;
import io.restoreverifier.model.RestoredDisk.Use;
import io.restoreverifier.restore.DiskTable.Slice;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DiskVolumesTest {
    private static final int MIB = 1 << 20;
    private static final Slice SECOND = new Slice(2, MIB, LvmBytes.LENGTH, "");
    private static final Slice THIRD = new Slice(3, 100 * MIB, LvmBytes.LENGTH, "");
    private static final String OTHER_ID = "VVVVVV-BBBB-CCCC-DDDD-EEEE-FFFF-OOOOOO";
    private static final String BOTH = volume("root", linear(0, 4, "pv0", 10), linear(4, 2, "pv1", 0));

    private final DiskInMemory disk = new DiskInMemory();

    private DiskVolumes volumes(String... unread) {
        DiskTools tools = new DiskTools(disk);
        Duration limit = Duration.ofMinutes(1);
        return new DiskVolumes(tools, new DiskCarver(tools, limit, false), limit, Set.of(unread));
    }

    private DiskVolumes with(LvmBytes second, LvmBytes third) throws Exception {
        disk.lay(SECOND.offset(), second.bytes.array()).lay(THIRD.offset(), third.bytes.array());
        DiskVolumes volumes = volumes();
        volumes.add(SECOND);
        volumes.add(THIRD);
        return volumes;
    }

    private static LvmBytes other() {
        return new LvmBytes().called(LvmBytes.OTHER_ID);
    }

    /** With a second physical volume. */
    private static String ofTwo(int sequence, String volumes) {
        return group(sequence, volumes).replace("physical_volumes {\n", """
            physical_volumes {
            pv1 {
            id = "OOOOOO-BBBB-CCCC-DDDD-EEEE-FFFF-GGGGGG"
            pe_start = 4096
            pe_count = 10
            }
            """);
    }

    @Test
    void aVolumeOnTwoPartitionsIsPutTogetherByTheNewestMetadata() throws Exception {
        DiskVolumes volumes = with(
                new LvmBytes().text(group(4, volume("old", linear(0, 60, "pv0", 0)))), other().text(ofTwo(5, BOTH)));

        assertThat(volumes.physical())
                .extracting(Partition::label, Partition::use)
                .containsExactly(
                        tuple("partition 2 (LVM2_member)", Use.VOLUMES),
                        tuple("partition 3 (LVM2_member)", Use.VOLUMES));
        assertThat(volumes.logical()).containsExactly(new Partition(1, "vg0/root", "ext4", Use.FILES, 6 * MIB, ""));
        assertThat(disk.cut)
                .containsExactly(
                        "volume1 " + 6 * MIB + " " + 12 * MIB + " " + 4 * MIB + " " + 102 * MIB + " " + 2 * MIB);
    }

    @Test
    void whatIsOnAnotherDiskIsNamed() throws Exception {
        disk.lay(SECOND.offset(), new LvmBytes().text(ofTwo(5, BOTH)).bytes.array());
        String lack = "has parts on a physical volume that is not among those read of this disk,"
                + " OOOOOO-BBBB-CCCC-DDDD-EEEE-FFFF-GGGGGG";
        for (Use use : new Use[] {Use.UNREAD, Use.LEFT_OUT}) {
            DiskVolumes volumes = use == Use.UNREAD ? volumes() : volumes("vg0/root");
            volumes.add(SECOND);

            assertThat(volumes.physical()).extracting(Partition::use).containsExactly(Use.VOLUMES);
            assertThat(volumes.logical()).containsExactly(new Partition(1, "vg0/root", "linear", use, 6 * MIB, lack));
        }
        assertThat(disk.cut).isEmpty();
    }

    @Test
    void aPoolIsNoMoreThanTheVolumesInIt() throws Exception {
        String pool = volume("pool", "start_extent = 0\nextent_count = 4\ntype = \"thin-pool\"")
                + volume("thin", "start_extent = 0\nextent_count = 9\ntype = \"thin\"");
        DiskVolumes volumes = with(new LvmBytes().text(group(1, pool)), other());

        assertThat(volumes.logical())
                .extracting(Partition::label, Partition::use)
                .containsExactly(
                        tuple("volume vg0/pool (thin-pool)", Use.VOLUMES), tuple("volume vg0/thin (thin)", Use.UNREAD));
    }

    @Test
    void aPhysicalVolumeThatNothingTellsOfIsNotPassedOver() throws Exception {
        DiskVolumes volumes =
                with(new LvmBytes(), other().label(LvmBytes.LENGTH).called(LvmBytes.OTHER_ID));

        assertThat(volumes.physical())
                .extracting(Partition::use, Partition::lack)
                .containsExactly(
                        tuple(Use.NOTHING, ""),
                        tuple(Use.UNREAD, "belongs to a group that nothing on this disk tells the volumes of"));
        assertThat(volumes.logical()).isEmpty();
    }

    @Test
    void whatIsThereTwiceIsNotGuessed() throws Exception {
        assertThatThrownBy(() -> with(new LvmBytes(), new LvmBytes()))
                .isInstanceOfSatisfying(DumpDamage.class, e -> {
                    assertThat(e.code()).isEqualTo(FindingCode.NOT_SUPPORTED);
                    assertThat(e.hint()).isEqualTo("leave the copy out: `restore: {disk-image: {unread: [3]}}`");
                })
                .hasMessage(
                        "partition 2 (LVM2_member) and partition 3 (LVM2_member) are the same physical volume (LVM2),"
                                + " by its id");
        String another = group(1, "")
                .replace("VVVVVV-BBBB-CCCC-DDDD-EEEE-FFFF-GGGGGG", OTHER_ID)
                .replace("\"AAAAAA", "\"OOOOOO");
        DiskVolumes two = with(new LvmBytes().text(group(1, "")), other().text(another));
        assertThatThrownBy(two::logical)
                .isInstanceOfSatisfying(
                        DumpDamage.class, e -> assertThat(e.code()).isEqualTo(FindingCode.NOT_SUPPORTED))
                .hasMessage("two groups of volumes (LVM2) are called vg0");
    }

    @Test
    void aPhysicalVolumeThatTwoGroupsClaimIsNotGuessed() throws Exception {
        String another = group(1, "")
                .replace("VVVVVV-BBBB-CCCC-DDDD-EEEE-FFFF-GGGGGG", OTHER_ID)
                .replace("vg0 {", "vg1 {");
        DiskVolumes volumes = with(new LvmBytes().text(group(1, "")), other().text(another));

        assertThatThrownBy(volumes::physical)
                .isInstanceOfSatisfying(
                        DumpDamage.class, e -> assertThat(e.code()).isEqualTo(FindingCode.NOT_SUPPORTED))
                .hasMessage("partition 2 (LVM2_member) belongs to two groups of volumes (LVM2), vg0 and vg1");
    }

    @Test
    void copiesThatDoNotSayTheSameAreTold() throws Exception {
        assertThatThrownBy(() -> with(
                        new LvmBytes().text(ofTwo(5, BOTH)),
                        other().text(ofTwo(5, volume("root", linear(0, 4, "pv0", 20))))))
                .isInstanceOfSatisfying(
                        DumpDamage.class, e -> assertThat(e.code()).isEqualTo(FindingCode.ARTIFACT_CORRUPT))
                .hasMessage("partition 3 (LVM2_member): the copies of the metadata of group vg0 (LVM2) with number 5 do"
                        + " not say the same");
    }

    @Test
    void aGroupWithoutAVolumeSaysSo() throws Exception {
        disk.lay(SECOND.offset(), new LvmBytes().text(group(1, "")).bytes.array());
        DiskVolumes volumes = volumes();
        volumes.add(SECOND);

        assertThat(volumes.physical())
                .extracting(Partition::use, Partition::lack)
                .containsExactly(tuple(Use.NOTHING, "belongs to group vg0, which has no volume"));
    }

    @Test
    void whoeverLeavesOutAPoolLeavesOutTheVolumesInIt() throws Exception {
        String pool = volume("pool", "start_extent = 0\nextent_count = 4\ntype = \"thin-pool\"")
                + volume("thin", "start_extent = 0\nextent_count = 9\ntype = \"thin\"\nthin_pool = \"pool\"");
        disk.lay(SECOND.offset(), new LvmBytes().text(group(1, pool)).bytes.array());
        DiskVolumes volumes = volumes("vg0/pool");
        volumes.add(SECOND);

        assertThat(volumes.logical()).extracting(Partition::use).containsExactly(Use.VOLUMES, Use.LEFT_OUT);
    }

    @Test
    void aVolumeOfNothingButZerosIsNotTakenForOneThatHoldsNothing() {
        DiskContent zeros = new DiskContent("", false, true, false);
        Slice plain = new Slice(3, 0, MIB, "0FC63DAF-8483-4772-8E79-3D69D8477DE4");
        Slice forVolumes = new Slice(3, 0, MIB, "8e");

        assertThat(zeros.partition(plain, "vg0/root", false))
                .extracting(Partition::use, Partition::lack)
                .containsExactly(Use.UNREAD, "holds nothing but zeros");
        assertThat(zeros.partition(forVolumes, "", false).use()).isEqualTo(Use.UNREAD);
        assertThat(zeros.partition(plain, "vg0/root", true).use()).isEqualTo(Use.LEFT_OUT);
        assertThat(zeros.partition(plain, "", false).use()).isEqualTo(Use.NOTHING);
    }

    @Test
    void aPartitionThatIsShorterThanItsGroupSaysIsTold() throws Exception {
        String text = group(1, "").replace("pe_count = 60", "pe_count = 64");
        DiskVolumes volumes = with(new LvmBytes().text(text), other());

        assertThatThrownBy(volumes::physical)
                .isInstanceOfSatisfying(
                        DumpDamage.class, e -> assertThat(e.code()).isEqualTo(FindingCode.ARTIFACT_INCOMPLETE))
                .hasMessage(
                        "partition 2 (LVM2_member): it ends after 67 108 864 bytes, group vg0 (LVM2) has extents on it up"
                                + " to 68 157 440 bytes");
    }

    @Test
    void aDamagedLabelIsToldFromNone() throws Exception {
        LvmBytes damaged = new LvmBytes();
        damaged.bytes.put(LvmBytes.LABEL + 100, (byte) 1);
        disk.lay(SECOND.offset(), damaged.bytes.array()).lay(THIRD.offset(), new byte[4096]);

        volumes().requireNoDamagedLabel(THIRD);
        assertThatThrownBy(() -> volumes().requireNoDamagedLabel(SECOND))
                .isInstanceOfSatisfying(
                        DumpDamage.class, e -> assertThat(e.code()).isEqualTo(FindingCode.ARTIFACT_CORRUPT))
                .hasMessage("partition 2 (LVM2_member): the checksum of its label (LVM2) does not hold");
    }
}
