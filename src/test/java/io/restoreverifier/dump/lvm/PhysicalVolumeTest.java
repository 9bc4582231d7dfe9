package io.restoreverifier.dump.lvm;

import static io.restoreverifier.dump.lvm.LvmBytes.AREA;
import static io.restoreverifier.dump.lvm.LvmBytes.AREA_SIZE;
import static io.restoreverifier.dump.lvm.LvmBytes.LABEL;
import static io.restoreverifier.dump.lvm.LvmBytes.LENGTH;
import static io.restoreverifier.dump.lvm.LvmBytes.group;
import static io.restoreverifier.dump.lvm.LvmBytes.linear;
import static io.restoreverifier.dump.lvm.LvmBytes.volume;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.restoreverifier.dump.DumpDamage;
import io.restoreverifier.dump.lvm.LogicalVolume.Piece;
import io.restoreverifier.model.FindingCode;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PhysicalVolumeTest {
    private static final String ROOT = group(3, volume("root", linear(0, 4, "pv0", 10)));

    @Test
    void whatItsMetadataSayIsRead() throws Exception {
        PhysicalVolume volume = new LvmBytes().text(ROOT).read().orElseThrow();

        assertThat(volume.id()).isEqualTo(LvmBytes.ID);
        VolumeGroup group = volume.group().orElseThrow();
        assertThat(group.name()).isEqualTo("vg0");
        assertThat(group.sequence()).isEqualTo(3);
        assertThat(group.volumes()).singleElement().satisfies(root -> {
            assertThat(root.name()).isEqualTo("vg0/root");
            assertThat(root.bytes()).isEqualTo(4 << 20);
            assertThat(root.lack()).isEmpty();
            assertThat(root.pieces()).containsExactly(new Piece(LvmBytes.ID, 11 << 20, 4 << 20));
        });
    }

    @Test
    void whatIsNoneIsNone() throws Exception {
        LvmBytes other = new LvmBytes();
        other.bytes.putLong(LABEL + 24, 0);
        assertThat(other.read()).isEmpty();
        assertThat(PhysicalVolume.read((offset, length) -> new byte[length], 700))
                .isEmpty();
    }

    @Test
    void oneWithoutAGroupHasNone() throws Exception {
        PhysicalVolume free = new LvmBytes().read().orElseThrow();
        assertThat(free.group()).isEmpty();
        assertThat(free.taken()).isFalse();
    }

    @Test
    void oneThatMayHaveAGroupIsNotFree() throws Exception {
        LvmBytes marked = new LvmBytes();
        marked.bytes.putInt(LABEL + 136, 2).putInt(LABEL + 140, 1);

        assertThat(marked.sealLabel().read().orElseThrow().taken())
                .as("by its mark")
                .isTrue();
        assertThat(new LvmBytes().label(LENGTH).read().orElseThrow().taken())
                .as("without a place for metadata")
                .isTrue();
        assertThat(new LvmBytes().text(AREA, 512, ROOT, 1).read().orElseThrow())
                .satisfies(volume -> assertThat(volume.group()).isEmpty())
                .satisfies(volume -> assertThat(volume.taken()).isTrue());
    }

    @Test
    void theNewestOfItsMetadataCounts() throws Exception {
        int second = AREA + AREA_SIZE;
        LvmBytes two = new LvmBytes().label(LENGTH, AREA, AREA_SIZE, second, AREA_SIZE);
        String older = group(2, volume("old", linear(0, 4, "pv0", 10)));

        assertThat(sequence(two.text(AREA, 512, older, 0).text(second, 512, ROOT, 0)))
                .isEqualTo(3);
        assertThat(sequence(two.text(AREA, 512, ROOT, 0).text(second, 512, older, 0)))
                .isEqualTo(3);
        assertThat(sequence(two.text(AREA, 512, ROOT, 1).text(second, 512, older, 0)))
                .as("a place that is out of use")
                .isEqualTo(2);
        two.bytes.put(second + 600, (byte) 0);
        assertCorrupt("the checksum of its metadata (LVM2) does not hold", two::read);
    }

    @ParameterizedTest
    @ValueSource(ints = {AREA_SIZE - 1, AREA_SIZE - 2, AREA_SIZE - 300, AREA_SIZE - 512, 4096})
    void aTextThatGoesOnAtTheBeginningOfTheRingIsReadWhole(int at) throws Exception {
        LvmBytes wrapped = new LvmBytes().text(ROOT).text(AREA, at, group(4, ""), 0);

        assertThat(sequence(wrapped)).isEqualTo(4);
        wrapped.bytes.put(AREA + 512, (byte) 0).put(AREA + at, (byte) 0);
        assertCorrupt("the checksum of its metadata (LVM2) does not hold", wrapped::read);
    }

    private static long sequence(LvmBytes bytes) throws Exception {
        return bytes.read().orElseThrow().group().orElseThrow().sequence();
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 16, 20, 24 + 8, 64, 300, 511})
    void aFlippedByteInItsLabelIsTold(int at) {
        LvmBytes bytes = new LvmBytes().text(ROOT);
        flip(bytes, LABEL + at);
        // What stands before the checksum is not in it.
        assertCorrupt(
                at == 8
                        ? "its label (LVM2) says that it lies somewhere else"
                        : "the checksum of its label (LVM2) does not hold",
                bytes::read);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 4, 20, 24, 40, 48, 56, 60, 511})
    void aFlippedByteInTheHeaderOfItsMetadataIsTold(int at) {
        LvmBytes bytes = new LvmBytes().text(ROOT);
        flip(bytes, AREA + at);
        assertCorrupt("the checksum of the header of its metadata (LVM2) at byte 4096 does not hold", bytes::read);
    }

    @Test
    void aFlippedByteInItsMetadataIsTold() {
        for (int at = 0; at < ROOT.length(); at += 97) {
            LvmBytes bytes = new LvmBytes().text(ROOT);
            flip(bytes, AREA + 512 + at);
            assertCorrupt("the checksum of its metadata (LVM2) does not hold", bytes::read);
        }
    }

    private static void flip(LvmBytes bytes, int at) {
        bytes.bytes.put(at, (byte) (bytes.bytes.get(at) ^ 1));
    }

    @Test
    void oneThatIsCutOffIsTold() {
        LvmBytes bytes = new LvmBytes().text(ROOT);
        assertIncomplete(
                "it ends after 33 554 432 bytes, expected 67 108 864 bytes by its label (LVM2)",
                () -> bytes.read(32 << 20));
        assertIncomplete(
                "it ends after 67 108 864 bytes, expected more than any disk has by its label (LVM2)",
                () -> new LvmBytes().label(-1, AREA, AREA_SIZE).read());
    }

    @Test
    void metadataElsewhereThanWithinItAreTold() {
        for (long[] area :
                new long[][] {{LENGTH, 4096}, {LENGTH - 4096, 8192}, {AREA, Long.MAX_VALUE}, {AREA, -1}, {-5, 8192}}) {
            assertIncomplete(
                    "its metadata (LVM2) lie at byte " + Long.toUnsignedString(area[0])
                            + " and further, beyond its end at byte 67108864",
                    () -> new LvmBytes().label(LENGTH, area).read());
        }
    }

    @Test
    void aPlaceForMetadataWhereNoneCanBeIsTold() {
        for (long[] area : new long[][] {{256, 8192}, {AREA, 1024}}) {
            assertCorrupt(
                    "its label (LVM2) has a place for metadata at byte " + area[0] + " of " + area[1]
                            + " bytes, where none can be",
                    () -> new LvmBytes().label(LENGTH, area).read());
        }
    }

    @Test
    void aLabelThatCannotBeIsTold() {
        LvmBytes endless = new LvmBytes();
        for (int at = LABEL + 72; at < LABEL + 512; at += 8) {
            endless.bytes.putLong(at, 7);
        }
        assertCorrupt("the list of areas in its label (LVM2) has no end", endless.sealLabel()::read);
        for (int content : new int[] {-1, 0, 31, 480, Integer.MAX_VALUE}) {
            LvmBytes bytes = new LvmBytes();
            bytes.bytes.putInt(LABEL + 20, content);
            assertCorrupt("its label (LVM2) says that it lies somewhere else", bytes.sealLabel()::read);
        }
    }

    @Test
    void aHeaderThatCannotBeIsTold() {
        String outside = "the header of its metadata (LVM2) says that they lie outside of their area";
        for (long[] text :
                new long[][] {{512, 0}, {512, -1}, {512, AREA_SIZE}, {1, 100}, {AREA_SIZE, 100}, {-512, 100}}) {
            assertCorrupt(outside, new LvmBytes().header(AREA, AREA_SIZE, text[0], text[1], 0, 0)::read);
        }
        assertCorrupt(
                "the header of its metadata (LVM2) at byte 4096 is one of another place",
                new LvmBytes().header(AREA, AREA_SIZE * 2L, 512, 100, 0, 0)::read);
        assertThatThrownBy(new LvmBytes().label(LENGTH, AREA, 8 << 20).header(AREA, 8 << 20, 512, 2 << 20, 0, 0)::read)
                .isInstanceOfSatisfying(
                        DumpDamage.class, e -> assertThat(e.code()).isEqualTo(FindingCode.NOT_SUPPORTED))
                .hasMessage("its metadata (LVM2) take 2097152 bytes, of which at most 1048576 are read");
    }

    private static void assertCorrupt(String message, ThrowingCallable read) {
        assertTold(FindingCode.ARTIFACT_CORRUPT, message, read);
    }

    private static void assertIncomplete(String message, ThrowingCallable read) {
        assertTold(FindingCode.ARTIFACT_INCOMPLETE, message, read);
    }

    private static void assertTold(FindingCode code, String message, ThrowingCallable read) {
        assertThatThrownBy(read)
                .isInstanceOfSatisfying(
                        DumpDamage.class, e -> assertThat(e.code()).isEqualTo(code))
                .hasMessage(message);
    }
}
