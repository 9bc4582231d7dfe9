package io.restoreverifier.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.restoreverifier.model.Artifact;
import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.CheckResult;
import io.restoreverifier.model.FetchedArtifact;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Format;
import io.restoreverifier.model.Inspection;
import io.restoreverifier.model.Objective;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Trees that the real git has archived, held against its repository. */
class GitRefCheckTest {
    private static final String SETUP = """
            export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1
            git init -q --object-format=$1 -b main repository
            cd repository
            git config user.name t; git config user.email t@example.org; git config core.autocrlf false
            sh "$2"
            git add -A; git commit -q -m one; git tag v1
            printf 'hello again\\n' > plain.txt
            git commit -q -a -m two; git tag v2
            mkdir ../tree; git archive v2 | tar -x -C ../tree
            """;

    @TempDir
    Path folder;

    private Path root;

    @BeforeEach
    void repository() throws IOException, InterruptedException {
        root = folder.resolve("tree");
        setUp("sha1");
    }

    @Test
    void theTreeOfThatRefHolds() {
        assertThat(put("v2")).extracting(CheckResult::found).containsExactly("8 files as they were");
    }

    @Test
    void theTreeOfAnotherRefIsFound() {
        assertThat(findings("v1"))
                .containsExactly("FILE_CHANGED: file plain.txt is not the one in git at v1: its git blob differs");
    }

    @Test
    void whatIsMissingChangedAndLedElsewhereIsFoundAndWhatCameBesidesIsCounted() throws IOException {
        Files.delete(root.resolve("dir/deep.txt"));
        Files.writeString(root.resolve("with space"), "onE\n");
        Files.delete(root.resolve("link"));
        Files.createSymbolicLink(root.resolve("link"), Path.of("run.sh"));
        Files.writeString(root.resolve("more"), "");

        assertThat(findings("v2"))
                .containsExactlyInAnyOrder(
                        "FILE_MISSING: file dir/deep.txt is in git at v2 and did not come back",
                        "FILE_CHANGED: file with space is not the one in git at v2: its git blob differs",
                        "FILE_CHANGED: file link is not the one in git at v2: its git blob differs");
    }

    @Test
    void whatGitDoesNotKnowIsCounted() throws IOException {
        Files.writeString(root.resolve("more"), "");

        assertThat(put("v2"))
                .extracting(CheckResult::found)
                .containsExactly("8 files as they were; 1 files it does not name");
    }

    @Test
    void repositoriesWithSha256AreReadToo() throws IOException, InterruptedException {
        run("rm", "-r", "repository", "tree");
        setUp("sha256");

        assertThat(put("v2")).extracting(CheckResult::found).containsExactly("8 files as they were");
    }

    @ParameterizedTest
    @ValueSource(strings = {"v3", "v2 -x", "v2:nothing"})
    void aRefThatIsNotThereIsNotKnown(String ref) {
        assertThatThrownBy(() -> put(ref))
                .isInstanceOf(CannotTell.class)
                .hasMessage("git: " + folder.resolve("repository") + " has no " + ref + ", or cannot be read");
    }

    @Test
    void noRepositoryIsNotKnown() {
        Path gone = folder.resolve("gone");

        assertThatThrownBy(() -> put(gone, "v2"))
                .isInstanceOfSatisfying(
                        CannotTell.class,
                        e -> assertThat(e.toFinding(io.restoreverifier.model.Stage.CHECK)
                                        .code())
                                .isEqualTo(FindingCode.SOURCE_UNREACHABLE))
                .hasMessage("git: there is no repository " + gone);
    }

    private void setUp(String format) throws IOException, InterruptedException {
        Path odd = Path.of("src/test/resources/manifest/tree.sh").toAbsolutePath();
        run("sh", "-e", "-c", SETUP, "sh", format, odd.toString());
    }

    private List<String> findings(String ref) {
        return put(ref).stream()
                .flatMap(r -> r.findings().stream())
                .map(f -> f.code() + ": " + f.message())
                .toList();
    }

    private List<CheckResult> put(String ref) {
        return put(folder.resolve("repository"), ref);
    }

    private List<CheckResult> put(Path repository, String ref) {
        Artifact artifact = new Artifact("a", "memory:a", 1, Instant.EPOCH, Artifact.TimeFrom.NAME);
        return new GitRefCheck(repository, ref)
                .put(new Subject(
                        new Tree(root),
                        new FetchedArtifact(artifact, root, 1, Map.of(), false),
                        new Inspection(Format.TAR_GZIP, Optional.empty(), 1, true, List.of(), List.of()),
                        Instant.EPOCH,
                        Optional.empty(),
                        Objective.none(),
                        Duration.ofMinutes(1)))
                .results();
    }

    private void run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .inheritIO()
                .start();
        assertThat(process.waitFor()).isZero();
    }
}
