package io.restoreverifier.run;

import static io.restoreverifier.run.OneEntry.errors;
import static io.restoreverifier.run.OneEntry.result;
import static io.restoreverifier.run.OneEntry.told;
import static org.assertj.core.api.Assertions.assertThat;

import io.restoreverifier.model.Outcome;
import io.restoreverifier.model.Severity;
import io.restoreverifier.model.Status;
import io.restoreverifier.model.Verdict;
import io.restoreverifier.restore.DiskSource;
import io.restoreverifier.restore.LvmSource;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Disks with LVM, made by LVM's own tools, healthy and broken, through a whole verification. */
class LvmDiskIT {
    private static final int FIRST = 5 << 20;
    private static final String FAST =
            "NOT_SUPPORTED: volume vg0/fast (striped) lies in stripes over 2 areas, and is not read here: nobody knows"
                    + " whether it would come back";

    @TempDir
    static Path shared;

    private static OneEntry entry;
    private static DiskSource source;
    private static byte[] disk;
    private static byte[] alone;

    @BeforeAll
    static void make() throws Exception {
        source = new DiskSource();
        LvmSource lvm = new LvmSource(source, Files.createDirectory(shared.resolve("made")));
        disk = lvm.disk();
        alone = lvm.alone();
        entry = new OneEntry(shared.resolve("entry"));
    }

    @AfterAll
    static void end() {
        source.close();
        if (entry != null) {
            entry.close();
        }
    }

    @Test
    void volumesComeBackAsPartitionsDo() throws Exception {
        Outcome outcome = verify(disk, "unread: [vg0/fast]", """
            checks:
              identity: {file: /etc/hostname, expect: web-01.example.org, partition: vg0/root}
              contains: [/bin/sh, /orders.csv]
              files:
                /etc/hostname: {text: web-01, partition: vg0/root}
                /orders.csv: {min-bytes: 3893, partition: vg0/data}
              newest-data: /var/log/**
            """);

        assertThat(errors(outcome)).isEmpty();
        assertThat(outcome.verdict()).isEqualTo(Verdict.PASSED);
        assertThat(told(outcome, Severity.WARNING)).isEmpty();
        assertThat(result(outcome, "file-systems", "volume vg0/root (ext4)").found())
                .isEqualTo("6 files");
        assertThat(result(outcome, "file-systems", "volume vg0/data (ext4)").found())
                .isEqualTo("1 files");
        for (String subject : new String[] {
            "partition 2 (LVM2_member)",
            "partition 3 (LVM2_member)",
            "volume vg0/swap (swap)",
            "volume vg0/fast (striped)"
        }) {
            assertThat(result(outcome, "file-systems", subject).status()).isEqualTo(Status.NOT_APPLICABLE);
        }
    }

    @Test
    void whatIsNotReadOfAQcow2ImageIsNotPassedOver() throws Exception {
        Outcome outcome = verify(source.qcow2Of(disk), "unread: [3]", """
            checks:
              files:
                /orders.csv: {partition: vg0/data}
                /etc/hostname: {partition: vg0--x/root}
            """);

        assertThat(outcome.verdict()).isEqualTo(Verdict.COULD_NOT_VERIFY);
        assertThat(result(outcome, "file-systems", "volume vg0/root (ext4)").found())
                .isEqualTo("6 files");
        assertThat(errors(outcome))
                .contains(FAST)
                .anyMatch(
                        f -> f.matches(
                                "NOT_SUPPORTED: volume vg0/data \\(linear\\) has parts on a physical volume that"
                                        + " is not among those read of this disk, (\\w{6}-(\\w{4}-){5}\\w{6}), and is not read here: .*"))
                .contains(
                        "NOT_SUPPORTED: volume vg0/data (linear) is not read here, and nobody knows whether /orders.csv"
                                + " is on it")
                .anyMatch(f -> f.matches(
                        "NOT_SUPPORTED: among what could be read of the disk is no vg0--x/root; it has partition 1 .*,"
                                + " volume vg0/root \\(ext4\\), .*"))
                .hasSize(4);
    }

    @Test
    void anEntryThatLeavesPhysicalVolumesOutStillDoes() throws Exception {
        Outcome outcome = verify(disk, "unread: [2, 3]", "");

        assertThat(errors(outcome)).isEmpty();
        assertThat(result(outcome, "file-systems", "partition 2 (LVM2_member)").found())
                .isEqualTo("not read here, as the entry says (`unread:`)");
        assertThat(told(outcome, Severity.WARNING))
                .contains("NOT_SUPPORTED: partition 2 (LVM2_member) is left out, though its volumes can be read");
    }

    @Test
    void aDiskThatIsAPhysicalVolumeAsAWholeComesBackOrIsToldToBeCutOff() throws Exception {
        Outcome outcome = verify(source.qcow2Of(alone), "", "checks: {contains: [/bin/sh]}\n");
        assertThat(errors(outcome)).isEmpty();
        assertThat(result(outcome, "file-systems", "volume alone/root (ext4)").found())
                .isEqualTo("6 files");
        assertThat(errors(verify(Arrays.copyOf(alone, 14 << 20), "", "")))
                .containsExactly(
                        "ARTIFACT_INCOMPLETE: whole disk (LVM2_member): it ends after 14 680 064 bytes, expected"
                                + " 16 777 216 bytes by its label (LVM2)");
    }

    @Test
    void aFlippedByteIsTold() throws Exception {
        byte[] text = disk.clone();
        // The header says where the newest begins.
        int newest = (int) ByteBuffer.wrap(text).order(ByteOrder.LITTLE_ENDIAN).getLong(FIRST + 4096 + 40);
        text[FIRST + 4096 + newest + 10] ^= 1;
        assertThat(errors(verify(text, "", "")))
                .containsExactly("ARTIFACT_CORRUPT: partition 2 (LVM2_member): the checksum of its metadata (LVM2) does"
                        + " not hold");
        byte[] label = disk.clone();
        label[FIRST + 512 + 70] ^= 1;
        assertThat(errors(verify(label, "", "")))
                .containsExactly(
                        "ARTIFACT_CORRUPT: partition 2 (LVM2_member): the checksum of its label (LVM2) does not hold");
    }

    private static Outcome verify(byte[] artifact, String settings, String lines) throws Exception {
        return entry.laying("disk.img", artifact).verify("disk.img", "{disk-image: {" + settings + "}}", lines);
    }
}
