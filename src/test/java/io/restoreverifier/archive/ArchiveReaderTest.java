package io.restoreverifier.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Format;
import io.restoreverifier.model.Severity;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.compressors.CompressorStreamFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArchiveReaderTest {
    private static final byte[] TAR = new Tarball()
            .directory("code/", 0755)
            .file("code/pom.xml", "<project/>")
            .file("code/data", random(20_000), 0600)
            .file("code/" + "long/".repeat(40) + "name", "deep")
            .symbolicLink("code/link", "pom.xml")
            .hardLink("code/hard", "code/pom.xml")
            .tar();
    private static final byte[] GZIP = Tarball.gzip(TAR);

    @TempDir
    Path folder;

    private final List<Entry> seen = new ArrayList<>();

    @Test
    void healthyArchiveIsReadToItsEnd() {
        Reading reading = read(GZIP, Format.TAR_GZIP);

        assertThat(reading.whole()).isTrue();
        assertThat(reading.damages()).isEmpty();
        assertThat(reading.entries()).isEqualTo(6);
        assertThat(reading.bytes()).isEqualTo(20_000 + 10 + 4);
        assertThat(seen).extracting(Entry::name).contains("code/", "code/" + "long/".repeat(40) + "name", "code/link");
        assertThat(read(TAR, Format.TAR).whole()).isTrue();
    }

    @Test
    void gzipInSeveralMembersIsReadAsOne() {
        byte[] members =
                join(Tarball.gzip(Arrays.copyOf(TAR, 1000)), Tarball.gzip(Arrays.copyOfRange(TAR, 1000, TAR.length)));

        assertThat(read(members, Format.TAR_GZIP)).isEqualTo(read(GZIP, Format.TAR_GZIP));
    }

    @ParameterizedTest
    @CsvSource({"bzip2, TAR_BZIP2", "xz, TAR_XZ", "zstd, TAR_ZSTD", "lz4-framed, TAR_LZ4"})
    void otherCompressionsAreReadAndTheirDamageIsSeen(String name, Format format) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new CompressorStreamFactory().createCompressorOutputStream(name, bytes)) {
            out.write(TAR);
        }
        byte[] archive = bytes.toByteArray();

        assertThat(read(archive, format)).isEqualTo(read(GZIP, Format.TAR_GZIP));
        for (int length : new int[] {archive.length / 10, archive.length / 2, archive.length - 20}) {
            assertThat(read(Arrays.copyOf(archive, length), format).whole()).isFalse();
        }
        if (format == Format.TAR_BZIP2 || format == Format.TAR_XZ) {
            byte[] flipped = archive.clone();
            flipped[archive.length / 2] ^= 1;
            assertThat(code(flipped, format)).isEqualTo(FindingCode.ARTIFACT_CORRUPT);
        }
    }

    @Test
    void namesOfGnuAndOfPaxAreRead() {
        String name = "a/".repeat(90) + "file";
        assertThat(read(new Tarball().longNamesAsGnu().file(name, "x").tar(), Format.TAR)
                        .whole())
                .isTrue();
        assertThat(seen.get(0).name()).isEqualTo(name);
    }

    @Test
    void labelAndDirectoryListsOfGnuTarAreReadOver() {
        byte[] archive = new Tarball()
                .special("label", 'V', "")
                .file("code!", "Yfile\0\0".repeat(100))
                .file("code/file", "x")
                .tar();
        byte[] header = Arrays.copyOfRange(archive, 512, 1024);
        header[4] = '/';
        header[156] = 'D';
        System.arraycopy(Tarball.sealed(header), 0, archive, 512, 512);

        assertThat(read(archive, Format.TAR).damages()).isEmpty();
        assertThat(seen).extracting(Entry::name).containsExactly("code/", "code/file");
        assertThat(seen).extracting(Entry::kind).containsExactly(Entry.Kind.DIRECTORY, Entry.Kind.FILE);
    }

    @Test
    void truncatedGzipIsIncompleteAtEveryLength() {
        for (int length = 2; length < GZIP.length; length += length < 150 ? 1 : 197) {
            assertThat(code(Arrays.copyOf(GZIP, length), Format.TAR_GZIP))
                    .as("cut to %d bytes", length)
                    .isEqualTo(FindingCode.ARTIFACT_INCOMPLETE);
        }
        assertThat(code(Arrays.copyOf(GZIP, GZIP.length - 1), Format.TAR_GZIP))
                .isEqualTo(FindingCode.ARTIFACT_INCOMPLETE);
        assertThat(read(Arrays.copyOf(GZIP, 300), Format.TAR_GZIP)
                        .damages()
                        .get(0)
                        .message())
                .isEqualTo("its compressed data ends too early, at byte 300");
    }

    /** Cut within the padding behind the two blocks that end it, a tar has lost nothing. */
    @Test
    void truncatedTarIsIncompleteAtEveryLength() {
        int end = endOfEntries();
        for (int length = 1; length < end; length += length % 512 > 505 ? 1 : 37) {
            assertThat(code(Arrays.copyOf(TAR, length), Format.TAR))
                    .as("cut to %d bytes", length)
                    .isEqualTo(FindingCode.ARTIFACT_INCOMPLETE);
        }
        assertThat(code(Arrays.copyOf(TAR, end), Format.TAR)).isEqualTo(FindingCode.ARTIFACT_INCOMPLETE);
        assertThat(code(Arrays.copyOf(TAR, TAR.length - 1), Format.TAR)).isEqualTo(FindingCode.ARTIFACT_INCOMPLETE);
        assertThat(read(Arrays.copyOf(TAR, end + 1024), Format.TAR).damages()).isEmpty();
    }

    @Test
    void loneBlockAtTheEndIsAWarning() {
        Reading reading = read(Arrays.copyOf(TAR, endOfEntries() + 512), Format.TAR);

        assertThat(reading.whole()).isTrue();
        assertThat(reading.damages()).extracting(Damage::severity).containsExactly(Severity.WARNING);
    }

    @Test
    void truncatedTarInASoundGzipIsIncomplete() {
        Reading reading = read(Tarball.gzip(Arrays.copyOf(TAR, 5120)), Format.TAR_GZIP);

        assertThat(reading.damages().get(0).code()).isEqualTo(FindingCode.ARTIFACT_INCOMPLETE);
        assertThat(reading.damages().get(0).message())
                .isEqualTo("it ends without an end-of-archive marker, after 5 120 bytes uncompressed");
    }

    /** But for the few bits of padding before a stored block, which mean nothing. */
    @Test
    void everyFlippedByteOfAGzipIsSeen() {
        for (int at = 10; at < GZIP.length; at += at < 200 || at > GZIP.length - 30 ? 1 : 97) {
            byte[] flipped = GZIP.clone();
            flipped[at] ^= 1;
            boolean whole = read(flipped, Format.TAR_GZIP).whole();
            assertThat(whole).as("flipped byte %d", at).isEqualTo(Arrays.equals(gunzipped(flipped), TAR));
        }
        byte[] flipped = GZIP.clone();
        flipped[GZIP.length - 6] ^= 1;
        assertThat(read(flipped, Format.TAR_GZIP).damages().get(0).message())
                .startsWith("its compressed data is damaged, not far from byte ");
    }

    /** The values in a tar's files are covered by nothing; its headers are. */
    @Test
    void everyFlippedByteOfATarHeaderIsSeen() {
        for (int at = 0; at < 1024; at++) {
            byte[] flipped = TAR.clone();
            flipped[at] ^= 1;
            assertThat(code(flipped, Format.TAR)).as("flipped byte %d", at).isEqualTo(FindingCode.ARTIFACT_CORRUPT);
        }
        byte[] flipped = TAR.clone();
        flipped[512 + 3] ^= 1;
        assertThat(read(flipped, Format.TAR).damages().get(0).message())
                .isEqualTo("the checksum of the tar header near byte 512 (uncompressed) does not match");
    }

    @Test
    void whatFollowsTheEndIsDamage() {
        Reading twice = read(join(TAR, TAR), Format.TAR);
        assertThat(twice.damages().get(0).message())
                .isEqualTo("data follows its end-of-archive marker, which every unpacker would lose");

        byte[] garbage = "trailing garbage".getBytes(StandardCharsets.US_ASCII);
        assertThat(code(join(GZIP, garbage), Format.TAR_GZIP)).isEqualTo(FindingCode.ARTIFACT_CORRUPT);
    }

    @Test
    void interruptedThreadStopsReading() {
        Path file = Tarball.write(folder, GZIP);
        Thread.currentThread().interrupt();
        try {
            assertThatExceptionOfType(InterruptedIOException.class)
                    .isThrownBy(() -> new ArchiveReader(Limits.DEFAULT, through -> {})
                            .read(file, Format.TAR_GZIP, (entry, data) -> true));
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    private FindingCode code(byte[] archive, Format format) {
        List<Damage> damages = read(archive, format).damages();
        assertThat(damages).hasSize(1);
        return damages.get(0).code();
    }

    private Reading read(byte[] archive, Format format) {
        return read(archive, format, Limits.DEFAULT);
    }

    private Reading read(byte[] archive, Format format, Limits limits) {
        try {
            return new ArchiveReader(limits, through -> {}).read(Tarball.write(folder, archive), format, (e, data) -> {
                seen.add(e);
                return true;
            });
        } catch (InterruptedIOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] gunzipped(byte[] gzip) {
        try (GZIPInputStream stream = new GZIPInputStream(new ByteArrayInputStream(gzip))) {
            return stream.readAllBytes();
        } catch (IOException e) {
            return new byte[0];
        }
    }

    private static int endOfEntries() {
        int end = TAR.length;
        while (TAR[end - 1] == 0) {
            end--;
        }
        return (end + 511) / 512 * 512;
    }

    private static byte[] join(byte[] one, byte[] other) {
        ByteArrayOutputStream both = new ByteArrayOutputStream();
        both.writeBytes(one);
        both.writeBytes(other);
        return both.toByteArray();
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(1).nextBytes(bytes);
        return bytes;
    }
}
