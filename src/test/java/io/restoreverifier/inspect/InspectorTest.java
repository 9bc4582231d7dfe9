package io.restoreverifier.inspect;

import static io.restoreverifier.inspect.Fetched.errors;
import static io.restoreverifier.inspect.Fetched.inspect;
import static org.assertj.core.api.Assertions.assertThat;

import io.restoreverifier.archive.Tarball;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Format;
import io.restoreverifier.model.Inspection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InspectorTest {
    @TempDir
    Path folder;

    @Test
    void emptyArtifactIsSaidToBeEmpty() {
        Finding finding = only(new byte[0]);

        assertThat(finding.code()).isEqualTo(FindingCode.ARTIFACT_EMPTY);
        assertThat(finding.message()).isEqualTo("it has 0 bytes");
    }

    @Test
    void zeroFilledArtifactIsCorrupt() {
        Finding finding = only(new byte[20_480]);

        assertThat(finding.code()).isEqualTo(FindingCode.ARTIFACT_CORRUPT);
        assertThat(finding.message()).isEqualTo("every one of its 20 480 bytes is zero");
    }

    @Test
    void archiveOfNothingIsEmptyThoughItIsAllZeros() {
        Inspection inspection = inspect(folder, Tarball.gzip(new byte[10_240]));

        assertThat(errors(inspection)).containsExactly(FindingCode.ARTIFACT_EMPTY);
        assertThat(inspection.findings().get(0).message()).isEqualTo("the archive holds no entry");
    }

    @Test
    void sizeThatChangedSinceListingIsIncomplete() {
        byte[] archive = new Tarball().file("a", "x").gzip();
        Inspection inspection = inspect(Fetched.listedAs(folder, archive, 4812));

        assertThat(errors(inspection)).containsExactly(FindingCode.ARTIFACT_INCOMPLETE);
        assertThat(inspection.findings().get(0).message())
                .isEqualTo("read " + archive.length + " bytes, expected 4 812 bytes as listed: it changed meanwhile");
        assertThat(inspection.format()).isEqualTo(Format.TAR_GZIP);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<!DOCTYPE html><html><title>secret</title> | an HTML page",
                "  <html lang=en><body>502 | an HTML page",
                "<?xml version=\"1.0\"?><Error><Code>NoSuchKey</Code></Error> | an XML error document",
                "<?xml version=\"1.0\"?><feed/> | an XML document",
                "{\"error\": \"secret\"} | a JSON document",
                "[{\"a\": 1}] | a JSON document",
                "pg_dump: error: connection to server failed | the error output of a command",
                "/bin/sh: 1: pg_dump: not found | the error output of a command",
                "bash: line 3: pg_dump: command not found | the error output of a command",
                "tar: /srv: Cannot open: Permission denied | the error output of a command",
                "2026-11-22 03:00:01 UTC backup started | lines of a log",
                "[2026-11-22T03:00:01] INFO backup started | lines of a log",
                "Nov 22 03:00:01 host backup[1]: started | lines of a log",
                "hello | plain text",
            })
    void textThatIsNoBackupIsNamedAndNotQuoted(String text, String what) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        Finding finding = only(bytes);

        assertThat(finding.code()).isEqualTo(FindingCode.UNKNOWN_FORMAT);
        assertThat(finding.message()).isEqualTo("expected a backup, found " + what + " of " + bytes.length + " bytes");

        byte[] gzip = Tarball.gzip(bytes);
        assertThat(only(gzip).code()).isEqualTo(FindingCode.UNKNOWN_FORMAT);
        assertThat(only(gzip).message())
                .isEqualTo("expected a backup, found gzip that holds " + what + " of " + gzip.length + " bytes");
    }

    @Test
    void byteOrderMarkDoesNotHideAPage() {
        assertThat(only("\ufeff\n<!doctype html>".getBytes(StandardCharsets.UTF_8))
                        .message())
                .startsWith("expected a backup, found an HTML page of ");
    }

    @Test
    void unknownBytesAreBinary() {
        assertThat(only(HexFormat.of().parseHex("0102030405")).message())
                .isEqualTo("expected a backup, found binary data of no known kind of 5 bytes");
    }

    @Test
    void gzipThatHoldsNothingIsNoBackup() {
        assertThat(only(Tarball.gzip(new byte[0])).message())
                .matches("expected a backup, found gzip that holds nothing of \\d+ bytes");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "5047444d50010e00040803 | the table of contents alone of a PostgreSQL directory-format dump",
            })
    void knownFormatThatCannotBeRestoredYetIsNotSupported(String hex, String what) {
        byte[] bytes = HexFormat.of().parseHex(hex);

        assertThat(only(bytes).code()).isEqualTo(FindingCode.NOT_SUPPORTED);
        assertThat(only(bytes).message()).isEqualTo("it is " + what + ", which cannot be restored by this version");
        assertThat(only(Tarball.gzip(bytes)).message())
                .isEqualTo("it is gzip that holds " + what + ", which cannot be restored by this version");
    }

    @ParameterizedTest
    @CsvSource({"fd377a585a00, xz", "28b52ffd, zstd", "04224d18, lz4", "425a6839314159265359, bzip2", "1f8b08, gzip"})
    void compressionThatBreaksOffAtOnceIsIncomplete(String hex, String name) {
        Finding finding = only(HexFormat.of().parseHex(hex));

        assertThat(finding.code()).isEqualTo(FindingCode.ARTIFACT_INCOMPLETE);
        assertThat(finding.message())
                .isEqualTo("it is " + name + " that ends before anything of its content can be told");
    }

    @Test
    void compressionWithinCompressionIsNotSupported() {
        assertThat(only(Tarball.gzip(Fetched.resource("sample-plain.sql.xz"))).message())
                .isEqualTo("it is gzip that holds xz-compressed data, which cannot be restored by this version");
    }

    @Test
    void dumpInGzipIsNotSupported() {
        assertThat(only(Tarball.gzip(Fetched.resource("sample.dump"))).message())
                .isEqualTo("it is gzip that holds a PostgreSQL custom-format dump,"
                        + " which cannot be restored by this version");
    }

    @Test
    void dumpsOfPostgresqlInTarAreNoArchivesOfFiles() {
        Inspection directory = inspect(
                folder, new Tarball().file("toc.dat", "PGDMP\1\16\0\4\10\3\1").tar());
        assertThat(directory.format()).isEqualTo(Format.POSTGRESQL_DIRECTORY);
        assertThat(errors(directory)).containsExactly(FindingCode.ARTIFACT_INCOMPLETE);
        assertThat(only(Tarball.gzip(Fetched.resource("sample-tar.dump"))).message())
                .isEqualTo(
                        "it is gzip that holds a PostgreSQL tar-format dump, which cannot be restored by this version");
    }

    @Test
    void tarFromBeforeUstarIsRecognised() {
        byte[] tar = new Tarball().file("a", "x").tar();
        Arrays.fill(tar, 257, 265, (byte) 0);
        System.arraycopy(Tarball.sealed(Arrays.copyOf(tar, 512)), 0, tar, 0, 512);

        Inspection inspection = inspect(folder, tar);

        assertThat(inspection.format()).isEqualTo(Format.TAR);
        assertThat(inspection.findings()).isEmpty();
    }

    @Test
    void gzipThatBreaksOffAtOnceIsIncomplete() {
        byte[] gzip = new Tarball().file("a", "x").gzip();

        for (int length : new int[] {2, 5, 12, 20, 40}) {
            assertThat(errors(inspect(folder, Arrays.copyOf(gzip, length))))
                    .as("cut to %d bytes", length)
                    .containsExactly(FindingCode.ARTIFACT_INCOMPLETE);
        }
    }

    private Finding only(byte[] bytes) {
        Inspection inspection = inspect(folder, bytes);
        assertThat(inspection.findings()).hasSize(1);
        assertThat(inspection.format()).isEqualTo(Format.UNKNOWN);
        return inspection.findings().get(0);
    }
}
