package io.restoreverifier.dump.lvm;

import static io.restoreverifier.dump.lvm.LvmBytes.group;
import static io.restoreverifier.dump.lvm.LvmBytes.linear;
import static io.restoreverifier.dump.lvm.LvmBytes.volume;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import io.restoreverifier.dump.DumpDamage;
import io.restoreverifier.dump.lvm.LogicalVolume.Piece;
import io.restoreverifier.model.FindingCode;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VolumeGroupTest {
    private static final int MIB = 1 << 20;
    private static final String SECOND = """
        pv1 {
        id = "OOOOOO-BBBB-CCCC-DDDD-EEEE-FFFF-GGGGGG"
        pe_start = 4096
        pe_count = 10
        flags = [FLAGS]
        }
        """;

    private static VolumeGroup read(String volumes) throws DumpDamage {
        return VolumeGroup.of(MetadataText.read(group(1, volumes)));
    }

    private static VolumeGroup readWithTwo(String flags, String volumes) throws DumpDamage {
        String text = group(1, volumes).replace("physical_volumes {\n", "physical_volumes {\n" + SECOND);
        return VolumeGroup.of(MetadataText.read(text.replace("FLAGS", flags)));
    }

    private static String segment(int start, int count, String rest) {
        return "start_extent = " + start + "\nextent_count = " + count + "\n" + rest;
    }

    @Test
    void segmentsFollowEachOther() throws Exception {
        LogicalVolume volume = readWithTwo(
                        "",
                        volume(
                                "a",
                                linear(0, 2, "pv0", 10),
                                linear(2, 3, "pv0", 12),
                                linear(5, 1, "pv0", 0),
                                linear(6, 4, "pv1", 0)))
                .volumes()
                .get(0);

        assertThat(volume.pieces())
                .containsExactly(
                        new Piece(LvmBytes.ID, 11 * MIB, 5 * MIB),
                        new Piece(LvmBytes.ID, MIB, MIB),
                        new Piece(LvmBytes.OTHER_ID, 2 * MIB, 4 * MIB));
        assertThat(volume.bytes()).isEqualTo(10 * MIB);
        assertThat(volume.type()).isEqualTo("linear");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "type = 'raid1' raids = ['x_rmeta_0', 'x_rimage_0']; raid1; is of type raid1; false",
                "type = 'thin' thin_pool = 'pool' device_id = 1; thin; is of type thin; false",
                "type = 'thin-pool' metadata = 'x_tmeta' pool = 'x_tdata'; thin-pool; is of type thin-pool; true",
                "type = 'cache+METADATA' cache_pool = 'x' origin = 'y'; cache; is of type cache; false",
                "type = 'error'; error; is of type error; false",
                "type = 'striped' stripe_count = 2 stripe_size = 128 stripes = ['pv0', 0, 'pv0', 30]; striped;"
                        + " lies in stripes over 2 areas; false",
                "type = 'striped' stripe_count = 1 stripes = ['pvmove0', 0]; linear; lies on another volume, pvmove0;"
                        + " false"
            })
    void whatDoesNotLieAsItIsSaysWhy(String rest, String type, String lack, boolean holds) throws Exception {
        LogicalVolume volume = read(volume(
                        "x", segment(0, 4, rest.replace('\'', '"').replaceAll("([\"\\]\\d]) ([a-z])", "$1\n$2"))))
                .volumes()
                .get(0);

        assertThat(volume.type()).isEqualTo(type);
        assertThat(volume.lack()).isEqualTo(lack);
        assertThat(volume.holdsVolumes()).isEqualTo(holds);
        assertThat(volume.pieces()).isEmpty();
        assertThat(volume.bytes()).isEqualTo(4 * MIB);
    }

    @Test
    void aSnapshotIsNotTakenForWhatItsBytesSay() throws Exception {
        String hidden = volume("snapshot0", segment(0, 2, "type = \"snapshot\"\norigin = \"a\"\ncow_store = \"s\""))
                .replace(", \"VISIBLE\"", "");
        String both = volume("a", linear(0, 2, "pv0", 0))
                + volume("s", linear(0, 1, "pv0", 2)).replace(", \"VISIBLE\"", "");

        assertThat(read(both + hidden).volumes())
                .extracting(LogicalVolume::name, LogicalVolume::lack)
                .containsExactly(tuple("vg0/a", ""), tuple("vg0/s", "is a snapshot of another"));
        assertThat(read(both + hidden.replace("cow_store", "merging_store")).volumes())
                .extracting(LogicalVolume::lack)
                .containsExactly("is being merged with a snapshot", "is being merged with a snapshot");
    }

    /** Volumes that need a device mapper to be made were given to LVM as a text, which it then wrote in its own words. */
    @Test
    void whatLvmItselfWritesIsRead() throws Exception {
        String text = Files.readString(Path.of("src/test/resources/fuzz/dump.lvm.LvmFuzz/text-of-pools"));

        assertThat(VolumeGroup.of(MetadataText.read(text)).volumes())
                .extracting(LogicalVolume::name, LogicalVolume::lack)
                .containsExactly(
                        tuple("vg1/pool", "is of type thin-pool"),
                        tuple("vg1/thinvol", "is of type thin"),
                        tuple("vg1/snapstore", "is a snapshot of another"),
                        tuple("vg1/mir", "is of type raid1"),
                        tuple("vg1/origin", ""));
    }

    @Test
    void whatItsGroupTakesForLostMayBeOld() throws Exception {
        assertThat(readWithTwo("\"MISSING\"", volume("a", linear(0, 2, "pv0", 0)) + volume("b", linear(0, 2, "pv1", 0)))
                        .volumes())
                .extracting(LogicalVolume::lack)
                .containsExactly("", "lies on a physical volume that its group takes for lost");
    }

    @Test
    void whatEndsBeyondAPhysicalVolumeIsTold() throws Exception {
        assertCorrupt(
                "a segment of volume vg0/a (LVM2) ends beyond its physical volume, pv0 of 60 extents",
                volume("a", linear(0, 11, "pv0", 50)));
        assertCorrupt(
                "a segment of volume vg0/a (LVM2) ends beyond its physical volume, pv0 of 60 extents",
                volume("a", linear(0, 1, "pv0", Integer.MAX_VALUE)));
        VolumeGroup group = read("");
        group.requireWithin(LvmBytes.ID, 61 * MIB);
        group.requireWithin(LvmBytes.OTHER_ID, 0);
        assertThatThrownBy(() -> group.requireWithin(LvmBytes.ID, 61 * MIB - 512))
                .isInstanceOfSatisfying(
                        DumpDamage.class, e -> assertThat(e.code()).isEqualTo(FindingCode.ARTIFACT_INCOMPLETE))
                .hasMessage(
                        "it ends after 63 962 624 bytes, group vg0 (LVM2) has extents on it up to 63 963 136 bytes");
    }

    @Test
    void whatTwoSegmentsTakeIsTold() {
        String taken = "volume vg0/b (LVM2) takes extents of pv0 that another segment has";
        String a = volume("a", linear(0, 10, "pv0", 10));
        for (int from : new int[] {10, 19, 12, 5}) {
            assertCorrupt(taken, a + volume("b", linear(0, 6, "pv0", from)));
        }
        assertCorrupt(taken, a + volume("b", linear(0, 30, "pv0", 0)));
        assertCorrupt(
                "volume vg0/a (LVM2) takes extents of pv0 that another segment has",
                volume("a", linear(0, 2, "pv0", 1), linear(2, 2, "pv0", 0)));
    }

    @Test
    void segmentsWithAGapAreTold() {
        String gap = "the segments of volume vg0/a (LVM2) overlap, or leave a gap";
        assertCorrupt(gap, volume("a", linear(1, 2, "pv0", 0)));
        assertCorrupt(gap, volume("a", linear(0, 2, "pv0", 0), linear(1, 2, "pv0", 4)));
        assertCorrupt(gap, volume("a", linear(0, 2, "pv0", 0), linear(3, 2, "pv0", 4)));
        assertCorrupt("volume vg0/a (LVM2) has no segment", volume("a"));
    }

    @Test
    void anotherNumberOfSegmentsThanItSaysIsTold() {
        String two = volume("a", linear(0, 2, "pv0", 0), linear(2, 2, "pv0", 4));
        for (int count : new int[] {0, 1, 3, 4_000_000}) {
            assertCorrupt(
                    "volume vg0/a (LVM2) has 2 segments, expected " + count,
                    two.replace("segment_count = 2", "segment_count = " + count));
        }
    }

    @Test
    void aHiddenVolumeThatNoOtherIsMadeOfIsNotPassedOver() throws Exception {
        String hidden = volume("data", linear(0, 2, "pv0", 0))
                + volume("lvol0_pmspare", linear(0, 2, "pv0", 2))
                + volume("part", linear(0, 2, "pv0", 4))
                + volume("whole", linear(0, 2, "part", 0));
        String text = group(
                1,
                hidden.replace("\"VISIBLE\"", "\"FIXED_MINOR\"")
                        .replace(
                                "whole {\nstatus = [\"READ\", \"WRITE\", \"FIXED_MINOR\"]",
                                "whole {\nstatus = [\"READ\", \"WRITE\", \"VISIBLE\"]"));

        assertThat(VolumeGroup.of(MetadataText.read(text)).volumes())
                .extracting(LogicalVolume::name)
                .containsExactly("vg0/data", "vg0/whole");
    }

    @Test
    void copiesOfOneChangeThatDoNotSayTheSameAreTold() throws Exception {
        VolumeGroup one = VolumeGroup.of(MetadataText.read(group(4, volume("a", linear(0, 2, "pv0", 0)))));
        VolumeGroup same = VolumeGroup.of(MetadataText.read(
                group(4, volume("a", linear(0, 2, "pv0", 0))).replace("1795875607", "1795875608")));
        VolumeGroup other = VolumeGroup.of(MetadataText.read(group(4, volume("a", linear(0, 2, "pv0", 1)))));
        VolumeGroup later = VolumeGroup.of(MetadataText.read(group(5, "")));

        assertThat(one.newer(same)).isEqualTo(one);
        assertThat(one.newer(later)).isSameAs(later);
        assertThat(later.newer(one)).isSameAs(later);
        assertThatThrownBy(() -> one.newer(other))
                .isInstanceOfSatisfying(
                        DumpDamage.class, e -> assertThat(e.code()).isEqualTo(FindingCode.ARTIFACT_CORRUPT))
                .hasMessage("the copies of the metadata of group vg0 (LVM2) with number 4 do not say the same");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "extent_size = 2048; extent_size = 0; have `extent_size = 0`, which cannot be",
                "extent_size = 2048; extent_size = 99999999999999999999; have `extent_size = 99999999999999999999`, which cannot be",
                "extent_size = 2048; extent_size = -1; have `extent_size = -1`, which cannot be",
                "extent_size = 2048; extent_size = 999999999999999999; have `extent_size = 999999999999999999`, which cannot be",
                "extent_size = 2048; extent_size = [1, 2]; lack `extent_size`",
                "extent_size = 2048; ; lack `extent_size`",
                "pe_count = 60; pe_count = 999999999999999999; have `pe_count = 999999999999999999`, which cannot be",
                "pe_start = 2048; pe_start = 999999999999999999; have `pe_start = 999999999999999999`, which cannot be",
                "extent_count = 2; extent_count = 999999999999999999; have `extent_count = 999999999999999999`, which cannot be",
                "seqno = 1; seqno = a; cannot be read: something else than a name or a value at character 275",
                "'id = \"AAAAAA'; 'id = \"'; have an `id` that is none",
                "vg0 {; '\"vg0/../x\" {'; have a name that LVM2 allows for nothing",
                "a {; '\"a b\" {'; have a name that LVM2 allows for nothing",
                "Text Format; Binary; are none of a single group of volumes",
                "version = 1; version = 2; are none of a single group of volumes",
                "vg0 {; vg1 {}  vg0 {; are none of a single group of volumes"
            })
    void whatCannotBeIsTold(String sound, String broken, String told) {
        String text = group(1, volume("a", linear(0, 2, "pv0", 0)));
        String changed = text.replace(sound, broken == null ? "" : broken);

        assertThat(changed).isNotEqualTo(text);
        assertThatThrownBy(() -> VolumeGroup.of(MetadataText.read(changed)))
                .isInstanceOfSatisfying(
                        DumpDamage.class, e -> assertThat(e.code()).isEqualTo(FindingCode.ARTIFACT_CORRUPT))
                .hasMessage("its metadata (LVM2) " + told);
    }

    private static void assertCorrupt(String message, String volumes) {
        assertThatThrownBy(() -> read(volumes))
                .isInstanceOfSatisfying(
                        DumpDamage.class, e -> assertThat(e.code()).isEqualTo(FindingCode.ARTIFACT_CORRUPT))
                .hasMessage(message);
    }
}
