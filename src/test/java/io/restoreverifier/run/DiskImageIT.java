package io.restoreverifier.run;

import static io.restoreverifier.run.OneEntry.errors;
import static io.restoreverifier.run.OneEntry.result;
import static io.restoreverifier.run.OneEntry.told;
import static org.assertj.core.api.Assertions.assertThat;

import io.restoreverifier.model.Outcome;
import io.restoreverifier.model.Severity;
import io.restoreverifier.model.Verdict;
import io.restoreverifier.restore.DiskSource;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images of disks, made by QEMU and the tools of file systems, healthy and broken, through a whole verification. */
class DiskImageIT {
    @TempDir
    static Path shared;

    private static OneEntry entry;
    private static DiskSource source;
    private static byte[] qcow2;

    @BeforeAll
    static void make() throws Exception {
        source = new DiskSource();
        qcow2 = source.qcow2("", "");
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
    void aTruncatedOneIsTold() throws Exception {
        assertThat(errors(verify(Arrays.copyOf(qcow2, qcow2.length - 200_000), "")))
                .singleElement()
                .asString()
                .matches("ARTIFACT_INCOMPLETE: a cluster of its data lies at byte \\d+, beyond the end of the file of"
                        + " \\d+ bytes");
    }

    private static Outcome verify(byte[] artifact, String lines) throws Exception {
        return entry.laying("disk.img", artifact).verify("disk.img", "{disk-image: {}}", lines);
    }
}
