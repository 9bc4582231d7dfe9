package io.restoreverifier.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import io.restoreverifier.model.Artifact;
import io.restoreverifier.model.CheckResult;
import io.restoreverifier.model.FetchedArtifact;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.Format;
import io.restoreverifier.model.Inspection;
import io.restoreverifier.model.Objective;
import io.restoreverifier.model.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Manifests as the real tools have written them: those of coreutils here and now, those of other systems from
 * {@code src/test/resources/manifest}, where {@code make.sh} says how they were made.
 */
class ManifestByToolsTest {
    private static final Path RECORDED = Path.of("src/test/resources/manifest");

    @TempDir
    Path folder;

    private Path root;
    private Path manifest;

    @BeforeEach
    void treeWithOddNames() throws IOException, InterruptedException {
        root = Files.createDirectory(folder.resolve("tree"));
        manifest = folder.resolve("MANIFEST");
        run("sh", RECORDED.resolve("tree.sh").toAbsolutePath().toString());
    }

    @ParameterizedTest
    @CsvSource({
        "sha256sum, SHA256SUMS",
        "sha256sum --binary, SHA256SUMS",
        "sha256sum --tag, SHA256SUMS",
        "sha256sum --zero, SHA256SUMS",
        "sha512sum, SHA512SUMS",
        "sha384sum, SHA384SUMS",
        "sha224sum, SHA224SUMS",
        "sha1sum, SHA1SUMS",
        "md5sum, MD5SUMS",
        "md5sum --tag, MD5SUMS",
        "b2sum, B2SUMS",
        "b2sum --tag, CHECKSUMS",
    })
    void whatCoreutilsWriteHolds(String tool, String called) throws IOException, InterruptedException {
        run("sh", "-c", "find . -type f -print0 | xargs -0 " + tool + " > ../MANIFEST");

        assertThat(answers(called)).extracting(CheckResult::found).containsExactly("7 files as they were");
        Files.writeString(root.resolve("plain.txt"), "hellO\n");
        assertThat(findings(called))
                .singleElement()
                .asString()
                .startsWith("FILE_CHANGED: file ./plain.txt is not the one in the manifest: its ");
    }

    /** Its one link is named by none of the checksum tools. */
    private List<CheckResult> answers(String called) {
        return put(called, false).stream()
                .map(r -> CheckResult.passed(r.check(), "", "", r.found().replace("; 1 files it does not name", "")))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"bsdtar.mtree", "bsdtar-indented.mtree", "netbsd.mtree", "netbsd-flat.mtree"})
    void whatMtreeToolsWroteHolds(String recorded) throws IOException {
        Files.copy(RECORDED.resolve(recorded), manifest);

        assertThat(put("x.mtree", true))
                .as(recorded)
                .singleElement()
                .satisfies(r -> assertThat(r.status()).as("%s", r).isEqualTo(Status.PASSED));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bsdtar.mtree", "bsdtar-indented.mtree", "netbsd.mtree", "netbsd-flat.mtree"})
    void whateverMtreeSaysIsHeld(String recorded) throws IOException {
        Files.copy(RECORDED.resolve(recorded), manifest);
        Files.writeString(root.resolve("plain.txt"), "hallo\n");
        Files.writeString(root.resolve("with space"), "longer than it was\n");
        Files.setPosixFilePermissions(root.resolve("run.sh"), PosixFilePermissions.fromString("rw-r--r--"));
        Files.delete(root.resolve("link"));
        Files.createSymbolicLink(root.resolve("link"), Path.of("with space"));
        Files.delete(root.resolve("dir/deep.txt"));

        assertThat(findings("x.mtree"))
                .containsExactlyInAnyOrder(
                        "FILE_CHANGED: file plain.txt is not the one in the manifest: "
                                + (recorded.equals("bsdtar.mtree") ? "its MD5 differs, " : "")
                                + "its SHA-256 differs",
                        "FILE_CHANGED: file with space is not the one in the manifest: its size differs",
                        "FILE_CHANGED: file run.sh is not the one in the manifest: its mode differs",
                        "FILE_CHANGED: file link is not the one in the manifest: it leads elsewhere",
                        "FILE_MISSING: file dir/deep.txt is in the manifest and did not come back");
    }

    @Test
    void aFileInThePlaceOfALinkIsFound() throws IOException {
        Files.copy(RECORDED.resolve("bsdtar.mtree"), manifest);
        Files.delete(root.resolve("link"));
        Files.writeString(root.resolve("link"), "hello\n");

        assertThat(findings("x.mtree"))
                .containsExactly("FILE_CHANGED: file link is not the one in the manifest: it is a file");
    }

    @Test
    void openSslAndReversedBsdLinesAreRead() throws IOException {
        String hex = "5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03";
        Files.writeString(
                manifest,
                "SHA2-256(plain.txt)= " + hex + "\nSHA256(./plain.txt)= " + hex + "\n" + hex + " plain.txt\r\n");

        assertThat(put("CHECKSUMS", false))
                .extracting(CheckResult::found)
                .containsExactly("3 files as they were; 7 files it does not name");
    }

    @Test
    void aLineThatCannotBeReadIsNamedByItsNumber() throws IOException {
        Files.writeString(manifest, "\n# made by hand\n" + "0".repeat(63) + "  plain.txt\n");

        assertThat(findings("SHA256SUMS"))
                .containsExactly("FILE_CHANGED: manifest SHA256SUMS cannot be used: line 3 is not of the form that"
                        + " sha256sum writes");
    }

    @Test
    void aBrokenLineOfMtreeIsNamedByItsNumber() throws IOException {
        Files.writeString(manifest, "#mtree\n./plain.txt type=file sha256digest=12\n./link type=what\n");

        assertThat(findings("x.mtree"))
                .containsExactly(
                        "FILE_CHANGED: manifest x.mtree cannot be used: line 2 has a broken sha256digest",
                        "FILE_CHANGED: manifest x.mtree cannot be used: line 3 has an unknown type");
    }

    @Test
    void withoutDigestsItIsSaidThatLittleIsProven() throws IOException {
        Files.writeString(manifest, "#mtree\n./plain.txt type=file size=6\n./gone type=file optional\n");

        assertThat(put("x.mtree", false))
                .extracting(CheckResult::found)
                .containsExactly("1 files as they were, 1 of them without a digest; 7 files it does not name");
    }

    @Test
    void whatIsNotNamedIsAnErrorWhereTheManifestIsComplete() throws IOException, InterruptedException {
        run("sh", "-c", "find . ! -type d -print0 | xargs -0 sha256sum > ../MANIFEST");
        Files.writeString(root.resolve("more"), "hello\n");

        assertThat(findings("SHA256SUMS")).containsExactly();
        assertThat(put("SHA256SUMS", true).stream().flatMap(r -> r.findings().stream()))
                .extracting(Finding::message)
                .contains("file more came back and is not in the manifest");
    }

    @Test
    void aLongListIsToldInPartAndCountedWhole() throws IOException {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 5000; i++) {
            lines.append("0".repeat(64)).append("  missing-").append(i).append('\n');
        }
        Files.writeString(manifest, lines);

        List<String> findings = findings("SHA256SUMS");
        assertThat(findings)
                .hasSize(21)
                .startsWith("FILE_MISSING: file missing-0 is in the manifest and did not come back");
        assertThat(findings.get(20)).isEqualTo("FILE_CHANGED: and 4980 more files");
    }

    @Test
    void garbageIsNoReasonToStumble() throws IOException {
        byte[] garbage = new byte[100_000];
        new java.util.Random(7).nextBytes(garbage);
        Files.write(manifest, garbage);

        assertThatNoException().isThrownBy(() -> findings("SHA256SUMS"));
    }

    private List<String> findings(String called) {
        return put(called, false).stream()
                .flatMap(r -> r.findings().stream())
                .map(f -> f.code() + ": " + f.message())
                .toList();
    }

    private List<CheckResult> put(String called, boolean complete) {
        Artifact artifact = new Artifact(called, "memory:a", 1, Instant.EPOCH, Artifact.TimeFrom.NAME);
        FetchedArtifact beside = new FetchedArtifact(artifact, manifest, 1, Map.of(), false);
        return new ManifestCheck(called, complete)
                .put(new Subject(
                        new Tree(root),
                        beside,
                        new Inspection(Format.TAR_GZIP, Optional.empty(), 1, true, List.of(), List.of()),
                        Instant.EPOCH,
                        Optional.empty(),
                        Objective.none(),
                        Duration.ofMinutes(1),
                        Counterparts.NONE,
                        Optional::empty,
                        Map.of(called, beside)))
                .results();
    }

    private void run(String... command) throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(command).directory(root.toFile()).inheritIO().start();
        assertThat(process.waitFor()).isZero();
    }
}
