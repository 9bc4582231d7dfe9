package io.restoreverifier.inspect;

import static io.restoreverifier.inspect.Fetched.errors;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.restoreverifier.archive.Limits;
import io.restoreverifier.archive.Tarball;
import io.restoreverifier.archive.Unpacked;
import io.restoreverifier.archive.Unpacker;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Format;
import io.restoreverifier.model.Inspection;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.compressors.CompressorStreamFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bombs within what is packed: harmless where it is not unpacked, refused or bounded where it is. */
class NestedBombTest {
    private static final int MEGABYTE = 1 << 20;

    @TempDir
    Path folder;

    /** As 42.zip: five floors of sixteen rooms each, 16 TB at the end, of which one floor is a backup. */
    @Test
    void aZipOfZipsComesBackAsItLies() throws IOException {
        byte[] zip = zip("zeros", new byte[16 * MEGABYTE], 1);
        for (int floor = 0; floor < 5; floor++) {
            zip = zip("floor.zip", zip, 16);
        }

        Inspection inspection = Fetched.inspect(folder, zip);
        Unpacked unpacked = unpack(zip, Format.ZIP);

        assertThat(inspection.findings()).isEmpty();
        assertThat(inspection.expandedBytes()).isLessThan(MEGABYTE);
        assertThat(unpacked.complete()).isTrue();
        assertThat(unpacked.files()).isEqualTo(16);
        assertThat(unpacked.bytes()).isLessThan(MEGABYTE);
    }

    @Test
    void compressedFilesOfACodeBaseStayCompressed() throws IOException {
        byte[] zeros = Tarball.gzip(new byte[16 * MEGABYTE]);
        byte[] tar = new Tarball()
                .file("code/zeros.gz", zeros, 0644)
                .file("code/zeros.gz.gz", Tarball.gzip(zeros), 0644)
                .file("code/zeros.zip", zip("zeros", new byte[16 * MEGABYTE], 4), 0644)
                .file(
                        "code/zeros.tar.gz",
                        new Tarball().file("zeros", new byte[MEGABYTE], 0644).gzip(),
                        0644)
                .gzip();

        assertThat(Fetched.inspect(folder, tar).findings()).isEmpty();
        assertThat(unpack(tar, Format.TAR_GZIP).bytes()).isLessThan(MEGABYTE);
    }

    /** It is told by its first bytes: the rest of it is not even read. */
    @ParameterizedTest
    @CsvSource({"gz, gzip", "bzip2, bzip2", "xz, xz", "zstd, zstd", "lz4-framed, lz4"})
    void aWrapperWithinAWrapperIsNotOpened(String compression, String name) {
        byte[] tar = Tarball.gzip(
                new Tarball().file("zeros", new byte[64 * MEGABYTE], 0644).gzip());
        long[] through = new long[1];

        Inspection inspection = inspectHearing(pressed(compression, tar), through);

        assertThat(inspection.findings())
                .extracting(Finding::code, Finding::message)
                .containsExactly(tuple(
                        FindingCode.NOT_SUPPORTED,
                        "it is " + name
                                + " that holds gzip-compressed data, which cannot be restored by this version"));
        assertThat(through[0]).isZero();
    }

    @ParameterizedTest
    @CsvSource({"zip", "7z"})
    void anArchiveWithinAWrapperIsNotOpened(String kind) throws IOException {
        byte[] inner = kind.equals("zip")
                ? zip("a", new byte[10], 1)
                : new byte[] {'7', 'z', (byte) 0xbc, (byte) 0xaf, 0x27, 0x1c};

        assertThat(errors(Fetched.inspect(folder, Tarball.gzip(inner)))).containsExactly(FindingCode.NOT_SUPPORTED);
    }

    /** The pieces of a backup by pg_basebackup are what is opened within an archive. */
    @Test
    void aPieceOfABackupThatExplodesIsABomb() {
        byte[] header = new Tarball().file("zeros", new byte[1], 0644).tar();
        System.arraycopy("10000000000\0".getBytes(StandardCharsets.US_ASCII), 0, header, 124, 12);
        byte[] version = new Tarball().file("PG_VERSION", "15\n").tar();
        ByteArrayOutputStream piece = new ByteArrayOutputStream();
        piece.writeBytes(pressed("zstd", Arrays.copyOf(version, 1024)));
        piece.writeBytes(pressed("zstd", Tarball.sealed(Arrays.copyOf(header, 512))));
        byte[] zeros = pressed("zstd", new byte[64 * MEGABYTE]);
        for (int i = 0; i < 17; i++) {
            piece.writeBytes(zeros);
        }
        byte[] tar =
                new Tarball().file("base.tar.zst", piece.toByteArray(), 0644).tar();

        Inspection inspection = Fetched.inspect(folder, tar);

        assertThat(errors(inspection)).contains(FindingCode.BOMB);
        assertThat(inspection.findings().get(0).message())
                .matches("base\\.tar\\.zst: (its first .* times as many|what is compressed within .* together)");
    }

    @Test
    void aPieceThatIsWholeIsNone() {
        byte[] piece = new Tarball()
                .file("PG_VERSION", "15\n")
                .file("zeros", new byte[16 * MEGABYTE], 0644)
                .gzip();

        assertThat(Fetched.inspect(
                                folder,
                                new Tarball().file("base.tar.gz", piece, 0644).tar())
                        .findings())
                .extracting(Finding::code)
                .doesNotContain(FindingCode.BOMB);
    }

    private Inspection inspectHearing(byte[] bytes, long[] through) {
        try {
            return Inspector.standard().inspect(Fetched.of(folder, bytes), read -> through[0] = read);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Unpacked unpack(byte[] archive, Format format) throws IOException {
        Path target = Files.createDirectory(folder.resolve("target"));
        return new Unpacker(Limits.DEFAULT, through -> {})
                .unpack(Fetched.of(folder, archive).file(), format, target, 0);
    }

    private static byte[] zip(String name, byte[] content, int times) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (int i = 0; i < times; i++) {
                zip.putNextEntry(new ZipEntry(i + name));
                zip.write(content);
            }
        }
        return bytes.toByteArray();
    }

    private static byte[] pressed(String compression, byte[] content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new CompressorStreamFactory().createCompressorOutputStream(compression, bytes)) {
            out.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
