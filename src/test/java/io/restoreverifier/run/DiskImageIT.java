package io.restoreverifier.run;

import static io.restoreverifier.run.OneEntry.errors;
import static io.restoreverifier.run.OneEntry.result;
import static io.restoreverifier.run.OneEntry.told;
import static org.assertj.core.api.Assertions.assertThat;

import io.restoreverifier.archive.Tarball;
import io.restoreverifier.model.Outcome;
import io.restoreverifier.model.Severity;
import io.restoreverifier.model.Status;
import io.restoreverifier.model.Verdict;
import io.restoreverifier.restore.DiskSource;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images of disks, made by QEMU and the tools of file systems, healthy and broken, through a whole verification. */
class DiskImageIT {
    private static final String CHECKS = """
        objectives: {rpo: 26h}
        checks:
          identity: {file: /etc/hostname, expect: web-01.example.org}
          contains: [/etc/os-release, /bin/sh, "/var/log/**", EFI/loader.conf, "/with | and 'quotes' .txt"]
          files:
            /bin/sh: {text: "#!", partition: 2}
            /etc/shadow: {sha256: SUM}
            /var/log/syslog: {min-bytes: 1500000}
          newest-data: /var/log/**
        """;

    @TempDir
    static Path shared;

    private static OneEntry entry;
    private static DiskSource source;
    private static byte[] qcow2;
    private static byte[] raw;

    @BeforeAll
    static void make() throws Exception {
        source = new DiskSource();
        qcow2 = source.qcow2("", "");
        raw = source.fetch("/tmp/w/disk.raw");
        entry = new OneEntry(shared);
    }

    @AfterAll
    static void end() {
        entry.close();
        source.close();
    }

    @Test
    void aQcow2ImageComesBack() throws Exception {
        Outcome outcome = verify(qcow2, "");

        assertThat(errors(outcome)).isEmpty();
        assertThat(outcome.verdict()).isEqualTo(Verdict.PASSED);
        assertThat(result(outcome, "file-systems", "partition 1 (vfat)").found())
                .isEqualTo("1 files");
        assertThat(result(outcome, "file-systems", "partition 2 (ext4)").found())
                .isEqualTo("6 files");
        assertThat(result(outcome, "restored-something", "").found()).startsWith("7 files with 1 500");
        assertThat(told(outcome, Severity.INFO)).anyMatch(f -> f.contains("integrity not provable"));
        assertThat(told(outcome, Severity.WARNING)).isEmpty();
    }

    @Test
    void whatIsAskedOfItsFilesIsAnswered() throws Exception {
        String sum = source.shell("sha256sum </tmp/d/tree/etc/shadow").substring(0, 64);
        Outcome outcome = verify(qcow2, CHECKS.replace("SUM", sum));

        assertThat(errors(outcome)).isEmpty();
        assertThat(outcome.verdict()).isEqualTo(Verdict.PASSED);
        assertThat(result(outcome, "newest-data", "/var/log/**").found()).isEqualTo("2026-11-21T05:10:00Z, 50m old");
        assertThat(result(outcome, "contains", "/bin/sh").found()).isEqualTo("1 file");
        assertThat(outcome.toString()).doesNotContain("pl4nted");
    }

    @Test
    void whatIsExpectedAndNotThereIsTold() throws Exception {
        Outcome outcome = verify(qcow2, """
            objectives: {rpo: 10m}
            checks:
              identity: {file: /etc/hostname, expect: db-01}
              contains: [/etc/passwd, "*.jar"]
              files:
                /etc/shadow: {text: root}
                /bin/sh: {min-bytes: 1MiB}
                /etc/hostname: {partition: 1, text: web-01}
              newest-data: /var/log/**
            """);

        assertThat(errors(outcome))
                .containsExactlyInAnyOrder(
                        "ARTIFACT_STALE: the newest artifact, disk.img, is 30m old, expected at most 10m",
                        "WRONG_SYSTEM: /etc/hostname: expected `db-01`, found another text",
                        "FILE_MISSING: no file that is not empty is /etc/passwd",
                        "FILE_MISSING: no file that is not empty is /*.jar",
                        "FILE_CHANGED: /etc/shadow: expected `root`, found another text",
                        "FILE_CHANGED: /bin/sh: expected at least 1 048 576 bytes, found 3 bytes",
                        "FILE_MISSING: no file that is not empty is /etc/hostname",
                        "RPO_EXCEEDED: the newest file of /var/log/** is 50m old (of 2026-11-21T05:10:00Z), expected at"
                                + " most 10m old");
        assertThat(outcome.toString()).doesNotContain("pl4nted");
    }

    @Test
    void aRawImageComesBackAsItIsAndCompressed() throws Exception {
        Outcome plain = verify(raw, "");
        assertThat(errors(plain)).isEmpty();
        assertThat(plain.verdict()).isEqualTo(Verdict.PASSED);
        assertThat(told(plain, Severity.INFO)).anyMatch(f -> f.contains("integrity not provable"));

        Outcome compressed = verify(Tarball.gzip(raw), "");
        assertThat(errors(compressed)).isEmpty();
        assertThat(told(compressed, Severity.INFO)).noneMatch(f -> f.contains("integrity not provable"));
        assertThat(errors(verify(Tarball.gzip(qcow2), ""))).isEmpty();
    }

    @Test
    void aDiskOfAHundredGigabytesTakesWhatItHolds() throws Exception {
        byte[] large = source.qcow2("truncate -s 100G disk.raw", "");
        byte[] packed = source.qcow2("truncate -s 100G disk.raw", "qemu-img convert -c -O qcow2 disk.raw disk.qcow2");

        assertThat(large.length).isLessThan(12 << 20);
        assertThat(errors(verify(large, ""))).isEmpty();
        assertThat(errors(verify(packed, ""))).isEmpty();
    }

    @Test
    void oneThatIsCutOffIsTold() throws Exception {
        for (int lost : new int[] {200_000, 66_000, 1_000_000}) {
            assertThat(errors(verify(Arrays.copyOf(qcow2, qcow2.length - lost), "")))
                    .as(lost + " bytes")
                    .singleElement()
                    .asString()
                    .matches(
                            "ARTIFACT_INCOMPLETE: (a cluster of its data|a table of its clusters \\(L2\\)) lies at byte"
                                    + " \\d+, beyond the end of the file of \\d+ bytes");
        }
        assertThat(errors(verify(Arrays.copyOf(raw, raw.length - 512), "")))
                .containsExactly(
                        "ARTIFACT_INCOMPLETE: it ends after 33 553 920 bytes, expected at least 33 554 432 bytes by"
                                + " what stands at its beginning");
        assertThat(errors(verify(Tarball.gzip(Arrays.copyOf(raw, raw.length / 2)), "")))
                .singleElement()
                .asString()
                .startsWith("ARTIFACT_INCOMPLETE: it ends after 16 777 216 bytes");
    }

    @Test
    void aFlippedByteInItsTablesIsTold() throws Exception {
        ByteBuffer image = ByteBuffer.wrap(qcow2);
        int l1 = (int) image.getLong(40);
        int l2 = (int) (image.getLong(l1) & 0x00ff_ffff_ffff_fe00L);
        int used = l2;
        while (image.getLong(used) == 0) {
            used += 8;
        }
        for (int at : new int[] {l1 + 5, l1, used + 5, used, l1 + 2}) {
            byte[] broken = qcow2.clone();
            broken[at] ^= 1;
            assertThat(errors(verify(broken, "")))
                    .as("byte " + at)
                    .isNotEmpty()
                    .allMatch(f -> f.startsWith("ARTIFACT_CORRUPT: ") || f.startsWith("ARTIFACT_INCOMPLETE: "));
        }
    }

    @Test
    void anImageThatNeedsAnotherFileIsNeverOpened() throws Exception {
        byte[] backed = source.qcow2("", "qemu-img create -q -f qcow2 -F raw -b /etc/passwd disk.qcow2");
        assertThat(errors(verify(backed, "")))
                .containsExactly(
                        "ARTIFACT_INCOMPLETE: it holds only what differs from another image (it names a backing file),"
                                + " which is not in it");
        byte[] elsewhere =
                source.qcow2("", "qemu-img create -q -f qcow2 -o data_file=x.raw,data_file_raw=on disk.qcow2 32M");
        assertThat(errors(verify(elsewhere, "")))
                .containsExactly(
                        "ARTIFACT_INCOMPLETE: its data are in another file (external data file), which is not in it");
        assertThat(errors(verify(Tarball.gzip(backed), "")))
                .hasSize(1)
                .allMatch(f -> f.startsWith("ARTIFACT_INCOMPLETE"));
    }

    @Test
    void whatItsHeaderSaysOfItIsTold() throws Exception {
        byte[] corrupt = qcow2.clone();
        corrupt[79] |= 2;
        assertThat(errors(verify(corrupt, ""))).containsExactly("ARTIFACT_CORRUPT: QEMU has marked it as corrupt");
        byte[] dirty = qcow2.clone();
        dirty[79] |= 1;
        assertThat(told(verify(dirty, ""), Severity.WARNING))
                .contains("ARTIFACT_INCOMPLETE: whoever wrote it last has not closed it: its counts of clusters may be"
                        + " behind");
        // On a busy machine QEMU may be unable to tell how long its own arithmetic takes.
        byte[] encrypted = source.qcow2("", """
            for i in 1 2 3 4 5 6 7 8; do
              qemu-img create -q --object secret,id=s,data=pl4nted -f qcow2 \
                -o encrypt.format=luks,encrypt.key-secret=s,encrypt.iter-time=10 disk.qcow2 32M && break
              sleep 0.5
            done\
            """);
        Outcome outcome = verify(encrypted, "");
        assertThat(errors(outcome))
                .containsExactly("NOT_SUPPORTED: it is an encrypted qcow2 image, whose keys are not taken");
        assertThat(outcome.verdict()).isEqualTo(Verdict.COULD_NOT_VERIFY);
    }

    @Test
    void aDamagedPartitionTableIsTold() throws Exception {
        String first = "dd if=/dev/urandom of=disk.raw bs=512 seek=2 count=1 conv=notrunc status=none";
        String last = "dd if=/dev/urandom of=disk.raw bs=512 seek=65535 count=1 conv=notrunc status=none";
        String toQcow2 = "\nqemu-img convert -f raw -O qcow2 disk.raw disk.qcow2";
        assertThat(errors(verify(source.qcow2("", first + toQcow2), "")))
                .containsExactly(
                        "ARTIFACT_CORRUPT: its partition table (GPT) is damaged: the first does not hold, the other"
                                + " does");
        assertThat(errors(verify(source.raw("", last), "")))
                .containsExactly(
                        "ARTIFACT_CORRUPT: its partition table (GPT) is damaged: the copy at its end does not hold,"
                                + " the other does");
        assertThat(errors(verify(source.raw("", first + "\n" + last), "")))
                .containsExactly(
                        "ARTIFACT_CORRUPT: its MBR says that there is a partition table (GPT), and neither the first"
                                + " nor its copy can be read");
        String all = "dd if=/dev/zero of=disk.raw bs=512 count=34 conv=notrunc status=none\n"
                + "dd if=/dev/zero of=disk.raw bs=512 seek=65503 count=33 conv=notrunc status=none";
        assertThat(errors(verify(source.qcow2("", all + toQcow2), "")))
                .containsExactly(
                        "ARTIFACT_CORRUPT: the disk has neither a partition table (GPT, MBR) nor a file system at its"
                                + " beginning");
        assertThat(errors(verify(source.raw("", all), "")))
                .singleElement()
                .asString()
                .startsWith("UNKNOWN_FORMAT: expected a backup, found binary data of no known kind");
    }

    @Test
    void aDamagedFileSystemIsTold() throws Exception {
        String superblock = "dd if=/dev/urandom of=root.img bs=1024 seek=1 count=1 conv=notrunc status=none";
        assertThat(errors(verify(source.qcow2(superblock, ""), "")))
                .containsExactly(
                        "ARTIFACT_CORRUPT: partition 2 (ext): its superblock is damaged; e2fsck finds a copy of it");
        String descriptors = "dd if=/dev/urandom of=root.img bs=1024 seek=2 count=1 conv=notrunc status=none";
        String inodes = """
            block=$(dumpe2fs root.img 2>/dev/null | sed -n 's/.*Inode table at \\([0-9]*\\).*/\\1/p' | head -1)
            dd if=/dev/urandom of=root.img bs=1024 seek=$block count=4 conv=notrunc status=none\
            """;
        String fat = "dd if=/dev/urandom of=esp.img bs=512 seek=4 count=1 conv=notrunc status=none";
        for (String damage : new String[] {descriptors, inodes}) {
            assertThat(errors(verify(source.qcow2(damage, ""), "")))
                    .as(damage)
                    .anyMatch(f -> f.matches(
                            "ARTIFACT_CORRUPT: partition 2 \\(ext4\\): expected a sound file system, e2fsck says: .*"));
        }
        assertThat(errors(verify(source.qcow2(fat, ""), "")))
                .singleElement()
                .asString()
                .startsWith("ARTIFACT_CORRUPT: partition 1 (vfat): expected a sound file system, fsck.fat says: ");
    }

    @Test
    void nothingToReadIsNoEvidence() throws Exception {
        Outcome empty = verify(
                source.qcow2("mke2fs -q -F -t ext4 root.img; mkfs.fat -C e.img 4096 >/dev/null; mv e.img esp.img", ""),
                "");
        assertThat(errors(empty))
                .containsExactly("RESTORED_NOTHING: no file came back that could be read: 0 files with 0 bytes");
        Outcome unread =
                verify(source.qcow2("head -c 24M /dev/urandom >root.img", ""), "checks: {contains: [/etc/hostname]}\n");
        assertThat(unread.verdict()).isEqualTo(Verdict.COULD_NOT_VERIFY);
        assertThat(errors(unread))
                .containsExactlyInAnyOrder(
                        "NOT_SUPPORTED: partition 2 holds something of no known kind in 25 165 824 bytes, which is not"
                                + " read here: nobody knows whether it would come back",
                        "NOT_SUPPORTED: no file that is not empty is /etc/hostname in what could be read, which leaves"
                                + " out partition 2");
        Outcome known = entry.verify("disk.img", "{disk-image: {unread: [2]}}", "");
        assertThat(errors(known)).isEmpty();
        assertThat(result(known, "file-systems", "partition 2").status()).isEqualTo(Status.NOT_APPLICABLE);
    }

    @Test
    void otherFileSystemsAndTablesComeBack() throws Exception {
        String logical = """
            cat >mbr <<'TABLE'
            label: dos
            start=2048, size=8192, type=c
            start=10240, size=55296, type=5
            start=12288, size=49152, type=83
            TABLE
            rm disk.raw; truncate -s 32M disk.raw; sfdisk -q disk.raw <mbr
            dd if=esp.img of=disk.raw bs=1M seek=1 conv=notrunc,sparse status=none
            dd if=root.img of=disk.raw bs=1M seek=6 conv=notrunc,sparse status=none
            qemu-img convert -f raw -O qcow2 disk.raw disk.qcow2\
            """;
        Outcome outcome = verify(source.qcow2("", logical), "");
        assertThat(errors(outcome)).isEmpty();
        assertThat(result(outcome, "file-systems", "partition 5 (ext4)").found())
                .isEqualTo("6 files");
        byte[] xfs = source.qcow2("", """
            printf '/\\n1 1\\nd--755 0 0\\netc d--755 0 0\\nhostname ---644 0 0 /tmp/d/tree/etc/hostname\\nname l--777 0 0 etc/hostname\\n$\\n$\\n' >p
            rm disk.raw; mkfs.xfs -q -d file,name=disk.raw,size=300m -p p
            qemu-img convert -f raw -O qcow2 disk.raw disk.qcow2\
            """);
        assertThat(errors(verify(
                        xfs,
                        "checks: {contains: [/etc/hostname], identity: {file: /etc/hostname," + " expect: web-01}}\n")))
                .isEmpty();
        byte[] btrfs = source.qcow2("", """
            rm disk.raw; truncate -s 120M disk.raw; mkfs.btrfs -q --rootdir /tmp/d/tree/etc disk.raw
            qemu-img convert -f raw -O qcow2 disk.raw disk.qcow2\
            """);
        assertThat(errors(verify(btrfs, "checks: {contains: [/hostname]}\n"))).isEmpty();
    }

    @Test
    void aDiskInUseIsTakenAsAMachineWouldFindIt() throws Exception {
        Outcome outcome =
                verify(source.qcow2("debugfs -w -R 'feature +needs_recovery' root.img >/dev/null 2>&1", ""), "");

        assertThat(errors(outcome)).isEmpty();
        assertThat(told(outcome, Severity.INFO))
                .contains("ARTIFACT_INCOMPLETE: partition 2 (ext4) was in use when it was copied, and is sound once its"
                        + " log is brought in");
    }

    @Test
    void anotherFormatThanExpectedIsTold() throws Exception {
        entry.laying("disk.img", qcow2);
        assertThat(errors(entry.verify("disk.img", "{disk-image: {format: raw}}", "")))
                .containsExactly("UNKNOWN_FORMAT: expected a raw disk image, found a qcow2 disk image");
        entry.laying("disk.img", Tarball.gzip("-- PostgreSQL database dump\n".getBytes(StandardCharsets.UTF_8)));
        assertThat(entry.verify("disk.img", "{disk-image: {}}", "").verdict()).isEqualTo(Verdict.FAILED);
    }

    private static Outcome verify(byte[] artifact, String lines) throws Exception {
        return entry.laying("disk.img", artifact).verify("disk.img", "{disk-image: {}}", lines);
    }
}
