package io.restoreverifier.check;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checks on a tree of files, each on the healthy tree and on one that is broken in one respect. */
class FileChecksTest {
    /** Of "hello\n". */
    private static final String HELLO = "5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03";

    @TempDir
    Path root;

    @BeforeEach
    void healthyTree() throws IOException {
        Files.createDirectories(root.resolve("src/main"));
        Files.writeString(root.resolve("pom.xml"), "<project/>");
        Files.writeString(root.resolve("src/main/Main.java"), "hello\n");
        Files.writeString(root.resolve("SHA256SUMS"), HELLO + "  ./src/main/Main.java\n");
    }

    @Test
    void everyFileAsItWasHolds() {
        assertThat(put(new ManifestCheck("SHA256SUMS", false)))
                .containsExactly(CheckResult.passed(
                        "manifest",
                        "SHA256SUMS",
                        "every file as it was",
                        "1 files as they were; 1 files it does not name"));
    }

    @Test
    void aChangedFileIsFound() throws IOException {
        Files.writeString(root.resolve("src/main/Main.java"), "hallo\n");

        assertThat(errors(put(new ManifestCheck("SHA256SUMS", false))))
                .containsExactly(
                        "FILE_CHANGED: file ./src/main/Main.java is not the one in the manifest: its SHA-256 differs");
    }

    @Test
    void aMissingFileIsFound() throws IOException {
        Files.delete(root.resolve("src/main/Main.java"));

        assertThat(errors(put(new ManifestCheck("SHA256SUMS", false))))
                .containsExactly("FILE_MISSING: file ./src/main/Main.java is in the manifest and did not come back");
    }

    @Test
    void aMissingManifestIsFound() {
        assertThat(errors(put(new ManifestCheck("MANIFEST", false))))
                .containsExactly(
                        "FILE_MISSING: manifest MANIFEST is neither in the restored tree nor beside the archive");
    }

    @Test
    void anEmptyManifestProvesNothing() throws IOException {
        Files.writeString(root.resolve("SHA256SUMS"), "\n");

        assertThat(errors(put(new ManifestCheck("SHA256SUMS", false))))
                .containsExactly("FILE_CHANGED: manifest SHA256SUMS cannot be used: it names no file");
    }

    @Test
    void aManifestThatNamesFilesOutsideTheTreeIsNotFollowed() throws IOException {
        Files.writeString(root.resolve("SHA256SUMS"), HELLO + "  ../../etc/passwd\n");

        assertThat(errors(put(new ManifestCheck("SHA256SUMS", false))))
                .containsExactly("FILE_MISSING: file ../../etc/passwd is in the manifest and did not come back");
    }

    @Test
    void aManifestReachedThroughALinkIsNotFollowed() throws IOException {
        Path elsewhere = Files.writeString(root.resolveSibling("elsewhere"), HELLO + "  x\n");
        Files.createSymbolicLink(root.resolve("LINK"), elsewhere);

        assertThat(errors(put(new ManifestCheck("LINK", false))))
                .containsExactly("FILE_MISSING: manifest LINK is neither in the restored tree nor beside the archive");
    }

    @Test
    void aLineOfAnotherFormIsFound() throws IOException {
        Files.writeString(root.resolve("SHA256SUMS"), "nonsense\n");

        assertThat(errors(put(new ManifestCheck("SHA256SUMS", false))))
                .containsExactly("FILE_CHANGED: manifest SHA256SUMS cannot be used: line 1 is not of the form that "
                        + "sha256sum writes");
    }

    @Test
    void pathsAndGlobsThatMatchHold() {
        assertThat(put(new ContainsCheck(List.of("pom.xml", "src/**/*.java"))))
                .extracting(CheckResult::status)
                .containsOnly(Status.PASSED);
    }

    @Test
    void aGlobWithoutMatchIsFound() {
        assertThat(errors(put(new ContainsCheck(List.of("**/*.sql")))))
                .containsExactly("FILE_MISSING: no file that is not empty matches **/*.sql");
    }

    @Test
    void anEmptyFileIsNoMatch() throws IOException {
        Files.writeString(root.resolve("pom.xml"), "");

        assertThat(errors(put(new ContainsCheck(List.of("pom.xml")))))
                .containsExactly("FILE_MISSING: no file that is not empty matches pom.xml");
    }

    @Test
    void aTreeWithSomethingInItHolds() {
        assertThat(put(new FilesCameBackCheck()))
                .extracting(CheckResult::status)
                .containsOnly(Status.PASSED);
    }

    @Test
    void anEmptyTreeIsFound() throws IOException {
        Path empty = Files.createDirectory(root.resolve("empty"));

        assertThat(errors(new FilesCameBackCheck().put(subject(empty)).results()))
                .containsExactly("RESTORED_NOTHING: nothing came back: 0 files with 0 bytes");
    }

    @Test
    void filesAreCountedInAllAndInTheUpperFolders() throws IOException {
        Path tree = Files.createDirectories(root.resolve("counted"));
        for (String file : List.of("app-2026-01-02/a", "app-2026-01-02/src/main/b", "app-2026-01-02/src/main/java/c")) {
            Files.createDirectories(tree.resolve(file).getParent());
            Files.writeString(tree.resolve(file), "x");
        }

        assertThat(new FilesCameBackCheck().put(subject(tree)).counts())
                .as("one folder around everything is not counted, as it may be named after the day")
                .isEqualTo(Map.of("files", 3L, "./src", 2L, "./src/main", 2L));
    }

    @Test
    void ofTooManyFoldersTheUpperOnesAreCountedOrNone() throws IOException {
        Path tree = Files.createDirectories(root.resolve("counted"));
        for (int folder = 0; folder < 210; folder++) {
            Path file = tree.resolve("top" + folder % 2 + "/folder" + folder + "/file");
            Files.createDirectories(file.getParent());
            Files.writeString(file, "x");
        }
        assertThat(new FilesCameBackCheck().put(subject(tree)).counts())
                .isEqualTo(Map.of("files", 210L, "./top0", 105L, "./top1", 105L));

        assertThat(new FilesCameBackCheck().put(subject(tree.resolve("top0"))).counts())
                .hasSize(106);
    }

    private List<CheckResult> put(Check check) {
        return check.put(subject(root)).results();
    }

    private static List<String> errors(List<CheckResult> results) {
        return results.stream()
                .flatMap(r -> r.findings().stream())
                .filter(Finding::isError)
                .map(f -> f.code() + ": " + f.message())
                .toList();
    }

    private static Subject subject(Path tree) {
        Artifact artifact = new Artifact("a", "memory:a", 1, Instant.EPOCH, Artifact.TimeFrom.NAME);
        return new Subject(
                new Tree(tree),
                new FetchedArtifact(artifact, tree, 1, Map.of(), false),
                new Inspection(Format.TAR_GZIP, Optional.empty(), 1, true, List.of(), List.of()),
                Instant.EPOCH,
                Optional.empty(),
                Objective.none(),
                Duration.ofMinutes(1));
    }
}
