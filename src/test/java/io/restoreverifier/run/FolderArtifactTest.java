package io.restoreverifier.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.restoreverifier.model.CatalogException;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.Outcome;
import io.restoreverifier.model.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Code bases that lie open, each folder one artifact. */
class FolderArtifactTest {
    private static final String SUM = "a948904f2f0f479b8f8197694b30184b0d2ed1c1cd2a1ec0fb85d299a192a447";

    @TempDir
    Path home;

    private Path newest;

    @BeforeEach
    void lay() throws IOException {
        lay("code-20261119");
        newest = lay("code-20261120");
        Files.writeString(home.resolve("backups/code-20261121"), "a file is no folder");
    }

    @Test
    void theNewestFolderIsVerifiedAsAWhole() throws Exception {
        Outcome outcome = verify("");

        assertThat(outcome.findings().stream().filter(Finding::isError)).isEmpty();
        assertThat(outcome.verdict()).isEqualTo(Verdict.PASSED);
        assertThat(outcome.artifact().orElseThrow().name()).isEqualTo("code-20261120");
        assertThat(outcome.findings())
                .extracting(Finding::hint)
                .contains("let the backup job keep the sums of all files in it, and name them:"
                        + " `checks: {manifest: SHA256SUMS}`");
    }

    @Test
    void aFileThatChangedIsSeenByItsSum() throws Exception {
        Files.writeString(newest.resolve("src/hello"), "hello, world\n");

        assertThat(errors(verify(""))).singleElement().asString().startsWith("FILE_CHANGED: ");
    }

    @Test
    void aLinkOutOfItIsRefused() throws Exception {
        Files.createSymbolicLink(newest.resolve("src/shadow"), Path.of("/etc/shadow"));

        assertThat(errors(verify("")))
                .contains("UNSAFE_ENTRY: unsafe to unpack: it is a link to `/etc/shadow`, out of the archive");
    }

    @Test
    void anEmptyFolderIsAnEmptyArtifact() throws Exception {
        Files.createDirectory(home.resolve("backups/code-20261122"));

        assertThat(errors(verify(""))).first().asString().startsWith("ARTIFACT_EMPTY: ");
    }

    @Test
    void aFolderHasNoChecksumToRequire() {
        assertThatThrownBy(() -> verify(", checksum: required"))
                .isInstanceOf(CatalogException.class)
                .hasMessageContaining("a folder has no checksum of its own");
    }

    private Path lay(String name) throws IOException {
        Path folder = home.resolve("backups").resolve(name);
        Files.createDirectories(folder.resolve("src"));
        Files.writeString(folder.resolve("src/hello"), "hello world\n");
        Files.writeString(folder.resolve("SHA256SUMS"), SUM + "  src/hello\n");
        return folder;
    }

    private static List<String> errors(Outcome outcome) {
        return outcome.findings().stream()
                .filter(Finding::isError)
                .map(f -> f.code() + ": " + f.message())
                .toList();
    }

    private Outcome verify(String more) throws IOException, InterruptedException {
        Path entry = Files.writeString(home.resolve("entry.yml"), """
                backup: code
                source: {directory: backups, newest: "code-{time:yyyyMMdd}/"%s}
                restore: {files: {}}
                checks: {manifest: SHA256SUMS, contains: [src/hello]}
                """.formatted(more));
        Properties properties = new Properties();
        properties.setProperty("restore.catalog", entry.toString());
        properties.setProperty("restore.report", home.resolve("report").toString());
        properties.setProperty("restore.history", home.resolve("history").toString());
        properties.setProperty("restore.now", "2026-11-23T06:00:00Z");
        properties.setProperty("restore.sandbox", "local");
        properties.setProperty("restore.allure", home.resolve("none").toString());
        RestoreRun run = RestoreRun.open(RunOptions.from(properties));
        run.begin();
        Outcome outcome = run.outcome("code");
        // There is no Allure before the build has unpacked it, of which all but the page is independent.
        assertThatThrownBy(run::close).hasMessageContaining("none");
        return outcome;
    }
}
