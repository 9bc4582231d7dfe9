package io.restoreverifier.inspect;

import static io.restoreverifier.inspect.Fetched.errors;
import static io.restoreverifier.inspect.Fetched.inspect;
import static org.assertj.core.api.Assertions.assertThat;

import io.restoreverifier.archive.Tarball;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Format;
import io.restoreverifier.model.Inspection;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArchiveWalkTest {
    @TempDir
    Path folder;

    @Test
    void healthyArchiveHasNoFindingAndAListing() {
        Inspection inspection = inspect(folder, healthy());

        assertThat(inspection.findings()).isEmpty();
        assertThat(inspection.format()).isEqualTo(Format.TAR_GZIP);
        assertThat(inspection.selfChecking()).isTrue();
        assertThat(inspection.contents()).isEmpty();
        assertThat(inspection.attachments().get(0).content()).isEqualTo("""
            tar archive in gzip, 4 entries, 50 010 bytes of data
                  directory  code/
                         10  code/pom.xml
                     50 000  code/data
              symbolic link  code/link -> pom.xml
            """);
    }

    /** In blocks of 4 KiB, one at least for each entry. */
    @Test
    void expandedBytesAreWhatItTakesOnDisk() {
        assertThat(inspect(folder, healthy()).expandedBytes()).isEqualTo((1 + 1 + 13 + 1) * 4096);
    }

    @Test
    void tarWithoutCompressionDoesNotProveItself() {
        assertThat(inspect(folder, new Tarball().file("a", "x").tar()).selfChecking())
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 10, 50, 99})
    void truncatedArchiveIsIncomplete(int percent) {
        byte[] archive = healthy();

        Inspection inspection = inspect(folder, Arrays.copyOf(archive, archive.length * percent / 100));

        assertThat(errors(inspection)).containsExactly(FindingCode.ARTIFACT_INCOMPLETE);
        assertThat(inspection.selfChecking()).isFalse();
    }

    @Test
    void archiveWithoutItsLastByteIsIncomplete() {
        byte[] archive = healthy();

        assertThat(errors(inspect(folder, Arrays.copyOf(archive, archive.length - 1))))
                .containsExactly(FindingCode.ARTIFACT_INCOMPLETE);
    }

    @Test
    void flippedByteIsDamage() {
        byte[] archive = healthy();
        archive[archive.length / 2] ^= 1;

        assertThat(errors(inspect(folder, archive))).containsExactly(FindingCode.ARTIFACT_CORRUPT);
    }

    @Test
    void unsafeEntriesAreNamedEscaped() {
        Inspection inspection = inspect(
                folder,
                new Tarball()
                        .file("ok", "x")
                        .file("../\u001b[2Jx", "x")
                        .special("null", '3', "")
                        .gzip());

        assertThat(inspection.findings()).extracting(Finding::code).containsOnly(FindingCode.UNSAFE_ENTRY);
        assertThat(inspection.findings()).extracting(Finding::subject).containsExactly("../\\u001b[2Jx", "null");
        assertThat(inspection.findings())
                .extracting(Finding::message)
                .containsExactly(
                        "unsafe to unpack: its name goes up with `..`", "unsafe to unpack: it is a device node");
        assertThat(inspection.attachments().get(0).content()).doesNotContain("\u001b");
    }

    @Test
    void manyUnsafeEntriesAreCounted() {
        Tarball tarball = new Tarball();
        for (int i = 0; i < 1025; i++) {
            tarball.file("../" + i, "x");
        }

        Inspection inspection = inspect(folder, tarball.gzip());

        assertThat(inspection.findings()).hasSize(21);
        assertThat(inspection.findings().get(20).message()).isEqualTo("1 005 more entries are unsafe to unpack");
        assertThat(inspection.attachments().get(0).content()).endsWith("and 25 more\n");
    }

    @Test
    void archiveWithoutFilesIsEmpty() {
        assertThat(inspect(folder, new Tarball().directory("code/", 0755).gzip())
                        .findings())
                .extracting(Finding::code, Finding::message)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(
                        FindingCode.ARTIFACT_EMPTY, "the archive holds 1 directory and no file"));
    }

    /** 10 GB of zeros in 10 MB: the same 100 MB member a hundred times over. */
    @Test
    void bombIsLeftBeforeItGoesOff() {
        byte[] begin = new Tarball().file("zeros", new byte[1], 0644).tar();
        byte[] size = "120000000000".getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(size, 0, begin, 124, 12);
        byte[] member = Tarball.gzip(new byte[100_000_000]);
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        bomb.writeBytes(Tarball.gzip(Tarball.sealed(Arrays.copyOf(begin, 512))));
        for (int i = 0; i < 100; i++) {
            bomb.writeBytes(member);
        }
        assertThat(bomb.size()).isLessThan(10_000_000);

        long[] through = new long[1];
        Inspection inspection = inspectHearing(bomb.toByteArray(), through);

        assertThat(errors(inspection)).containsExactly(FindingCode.BOMB);
        assertThat(inspection.findings().get(0).message())
                .matches("its first [0-9 ]+ bytes already make 100 00[0-9 ]+ bytes, more than 200 times as many");
        assertThat(through[0]).isLessThan(1_000_000);
    }

    private Inspection inspectHearing(byte[] bytes, long[] through) {
        try {
            return Inspector.standard().inspect(Fetched.of(folder, bytes), read -> through[0] = read);
        } catch (java.io.InterruptedIOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static byte[] healthy() {
        byte[] data = new byte[50_000];
        new Random(1).nextBytes(data);
        return new Tarball()
                .directory("code/", 0755)
                .file("code/pom.xml", "<project/>")
                .file("code/data", data, 0600)
                .symbolicLink("code/link", "pom.xml")
                .gzip();
    }
}
