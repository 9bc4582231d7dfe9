package io.restoreverifier.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.restoreverifier.model.CatalogException;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Outcome;
import io.restoreverifier.model.Stage;
import io.restoreverifier.model.Verdict;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What exists, held against the catalog in whole runs. Databases of real servers have a test of their own. */
class CoverageRunTest {
    private static final String CATALOG = """
            now: 2026-11-21T06:00:00Z
            defaults: {owner: operations}
            metrics: {file: ../metrics.prom}
            coverage:
              repositories:
                - {name: git, directory: ../git}
              artifacts:
                - name: drop
                  directory: ../backups
            """;

    @TempDir
    Path folder;

    private Properties properties;

    @BeforeEach
    void writeAHealthyCatalog() throws IOException {
        write("backups/code/code-20261121T020000Z.tar.gz", SmallPlans.archive("readme", "hello"));
        repository("git/code.git");
        text("catalog/code.yml", """
                backup: code
                source: {directory: ../backups/code, newest: "code-{time:yyyyMMdd'T'HHmmss'Z'}.tar.gz"}
                restore: {files: {}}
                checks: {contains: [readme]}
                """);
        text("catalog/catalog.yml", CATALOG);
        properties = new Properties();
        properties.setProperty("restore.catalog", folder.resolve("catalog").toString());
        properties.setProperty("restore.report", folder.resolve("report").toString());
        properties.setProperty("restore.history", folder.resolve("history").toString());
        properties.setProperty("restore.allure", folder.resolve("none").toString());
    }

    @Test
    void aCatalogThatCoversWhatExistsIsSilent() throws Exception {
        JsonNode coverage = coverage();

        assertThat(findings(coverage)).isEmpty();
        assertThat(coverage.path("verdict").asText()).isEqualTo("PASSED");
        assertThat(coverage.path("kind").asText()).isEqualTo("coverage");
        assertThat(coverage.path("owner").asText()).isEqualTo("operations");
        assertThat(coverage.path("severity").asText()).isEqualTo("critical");
        assertThat(coverage.path("checks"))
                .extracting(check -> check.path("check").asText() + " "
                        + check.path("subject").asText() + ": "
                        + check.path("found").asText())
                .containsExactly(
                        "repositories git: 1 repository",
                        "artifacts drop: 1 file",
                        "entries with artifacts: 1 of 1",
                        "entries verified once: 1 of 1");
        assertThat(Files.readString(folder.resolve("report/digest.txt"))).contains("PASSED            coverage");
        assertThat(Files.readString(folder.resolve("metrics.prom")))
                .contains("restore_verifier_backup_verdict{backup=\"coverage\",verdict=\"PASSED\"} 1");
    }

    @Test
    void aRepositoryWithoutAnEntryIsFound() throws Exception {
        repository("git/team/site.git");

        assertThat(findings(coverage()))
                .containsExactly(
                        "FAILED REPOSITORY_UNCOVERED git/team/site.git: repository git/team/site.git has no entry");
        assertThat(Files.readString(folder.resolve("report/digest.txt")))
                .contains("1 passed, 1 failed", "FAILED            coverage", "REPOSITORY_UNCOVERED");
    }

    @Test
    void anEntrySaysWhatItCovers() throws Exception {
        repository("git/team/site.git");
        append("catalog/code.yml", "covers: [git/team/site.git, git/code.git]");

        assertThat(findings(coverage())).isEmpty();
    }

    @Test
    void artifactsThatNoEntryTakesAreFound() throws Exception {
        text("backups/code/code.tar.gz", "not called as the others are");
        text("backups/code/code.tar.gz.sha256", "checksums are no artifacts");
        text("backups/code/.code.tar.gz.part", "nor is what is unfinished");
        Path file = folder.toRealPath().resolve("backups/code/code.tar.gz");

        assertThat(findings(coverage()))
                .containsExactly(
                        "FAILED ARTIFACT_UNCLAIMED drop/code/code.tar.gz: the file " + file + ": no entry takes it");
    }

    @Test
    void filesThatBelongToArtifactsAreTaken() throws Exception {
        text("backups/code/code.done", "written by the job");
        append("catalog/code.yml", "job: {report: code.done, within: 2000d}");

        assertThat(findings(coverage())).isEmpty();
    }

    @Test
    void anEntryWithoutArtifactsIsFound() throws Exception {
        Files.createDirectories(folder.resolve("backups/site"));
        text("catalog/site.yml", "backup: site\nsource: {directory: ../backups/site}\nrestore: {files: {}}\n");

        assertThat(findings(coverage()))
                .containsExactly("FAILED ENTRY_WITHOUT_ARTIFACT site: entry site has no artifact: it is declared,"
                        + " and nothing backs it up");
    }

    @Test
    void anEntryThatWasNeverVerifiedIsFoundUntilItIs() throws Exception {
        properties.setProperty("restore.sandbox", "local");
        text("catalog/portal.yml", """
                application: portal
                needs: {code: code}
                start: {image: none, run: "true", port: 80}
                checks: {http: [{get: /}]}
                """);

        assertThat(findings(coverage())).isEmpty();
        properties.setProperty("restore.now", "2026-11-21T07:00:00Z");
        assertThat(findings(coverage()))
                .containsExactly("FAILED NEVER_VERIFIED portal: entry portal was never verified: of 1 earlier run none"
                        + " could tell");

        text(
                "catalog/portal.yml",
                Files.readString(folder.resolve("catalog/code.yml")).replace("backup: code", "backup: portal"));
        properties.setProperty("restore.now", "2026-11-21T08:00:00Z");
        assertThat(findings(coverage())).isEmpty();
    }

    @Test
    void whatIsIgnoredDecidesNothingUntilItsDay() throws Exception {
        text("backups/notes.txt", "not a backup");
        append("catalog/catalog.yml", "      ignore: [{name: \"*.txt\", reason: notes, until: 2026-11-21}]");

        JsonNode ignoring = coverage();
        assertThat(ignoring.path("verdict").asText()).isEqualTo("PASSED");
        assertThat(ignoring.at("/findings/0/ignored/reason").asText()).isEqualTo("notes");

        properties.setProperty("restore.now", "2026-11-22T06:00:00Z");
        assertThat(findings(coverage()))
                .extracting(finding -> finding.replaceAll(":.*", ""))
                .containsExactly("FAILED IGNORE_EXPIRED drop/*.txt", "FAILED ARTIFACT_UNCLAIMED drop/notes.txt");
    }

    @Test
    void aFolderThatIsGoneIsNotKnown() throws Exception {
        text("catalog/catalog.yml", CATALOG.replace("../git", "../gone"));

        assertThat(findings(coverage()))
                .containsExactly("COULD_NOT_VERIFY SOURCE_UNREACHABLE git: folder git: " + folder.resolve("gone")
                        + " cannot be read");
    }

    @Test
    void aServerThatDoesNotAnswerIsNotKnownAndItsPasswordNotShown() throws Exception {
        append("catalog/catalog.yml", """
                  servers:
                    - name: production
                      postgresql: {host: 127.0.0.1, port: 1, user: verifier, password: pl4nted}
                    - name: web
                      mariadb: {url: "jdbc:mariadb://127.0.0.1:1/?password=pl4nted"}
                """);

        assertThat(findings(coverage()))
                .containsExactly(
                        "COULD_NOT_VERIFY SOURCE_UNREACHABLE production: server production: cannot be reached"
                                + " (SQLSTATE 08001)",
                        "COULD_NOT_VERIFY SOURCE_UNREACHABLE web: server web: cannot be reached (SQLSTATE 08000)");
        assertThat(Files.readString(folder.resolve("report/report.json"))).doesNotContain("pl4nted");
    }

    @Test
    void onlyWholeRunsTellAndOfShardsTheFirst() throws Exception {
        text("catalog/site.yml", "backup: site\nsource: {directory: ../backups}\nrestore: {files: {}}\n");

        properties.setProperty("restore.only", "code");
        assertThat(entries()).containsExactly("code");
        properties.setProperty("restore.only", "coverage");
        assertThat(entries()).containsExactly("coverage");
        properties.remove("restore.only");
        properties.setProperty("restore.shard", "2/2");
        assertThat(entries()).containsExactly("site");
        properties.setProperty("restore.shard", "1/2");
        assertThat(entries()).containsExactly("code", "coverage");
    }

    @Test
    void aRunThatEndsBeforeTellsThatItIsNotKnown() {
        Finding unfinished = Finding.error(FindingCode.INTERRUPTED, Stage.LOCATE, "", "the run ended before", "");

        Outcome outcome = Prepared.read(RunOptions.from(properties)).without("coverage", unfinished, SmallPlans.NOW);

        assertThat(outcome.kind()).isEqualTo("coverage");
        assertThat(outcome.verdict()).isEqualTo(Verdict.COULD_NOT_VERIFY);
        assertThat(outcome.findings()).containsExactly(unfinished);
        assertThat(outcome.labels().owner()).isEqualTo("operations");
    }

    @Test
    void mistakesAreTold() throws Exception {
        text("catalog/catalog.yml", """
                coverage:
                  ownr: me
                  servers:
                    - name: production
                      postgresql: {host: "a b", url: "jdbc:mysql://x/"}
                    - {name: production, mariadb: {}, postgresql: {}}
                    - {name: web}
                  repositories:
                    - {directory: ../git}
                  artifacts:
                    - name: drop
                      directory: ../backups
                      ignore: [{name: "*", reason: why, until: 2999-01-01}, {name: a}]
                """);
        append("catalog/code.yml", "covers: [prodution/code, code]");

        assertThat(problems())
                .contains(
                        "coverage.ownr: unknown key",
                        "coverage.servers[0].postgresql: has both `url:` and `host:`",
                        "coverage.servers[0].postgresql.host: `a b` is not the name or address of a machine",
                        "coverage.servers[0].postgresql.url: does not begin with jdbc:postgresql:",
                        "coverage.servers[1].name: `production` is the name of another place already",
                        "coverage.servers[1]: names two kinds of server",
                        "coverage.servers[2]: names no kind of server",
                        "coverage.repositories[0].name: is missing",
                        "coverage.artifacts[0].ignore[0].until: `2999-01-01` is more than a year ahead",
                        "coverage.artifacts[0].ignore[1].reason: is missing",
                        "covers: `prodution` is no server and no folder of repositories of `coverage:`",
                        "covers: `code` is not a place and a name");
    }

    @Test
    void namesThatWouldBeMistakenAreTold() throws Exception {
        text("catalog/other.yml", "backup: coverage\nsource: {directory: .}\nrestore: {files: {}}\n");
        assertThat(problems())
                .containsExactly("coverage: an entry of the catalog is called coverage, as is what this section tells");

        text("catalog/catalog.yml", "coverage: {}\n");
        Files.delete(folder.resolve("catalog/other.yml"));
        assertThat(problems()).containsExactly("coverage: names nothing to look at");

        Files.delete(folder.resolve("catalog/catalog.yml"));
        append("catalog/code.yml", "covers: [production/code]");
        assertThat(problems()).containsExactly("covers: has no meaning without `coverage:` in catalog.yml");
    }

    private List<String> problems() {
        List<String> told = new ArrayList<>();
        assertThatThrownBy(() -> RestoreRun.open(RunOptions.from(properties)))
                .isInstanceOfSatisfying(
                        CatalogException.class, e -> e.problems().forEach(p -> told.add(p.key() + ": " + p.message())));
        return told;
    }

    private List<String> entries() {
        RestoreRun run = RestoreRun.open(RunOptions.from(properties));
        try {
            return run.entries();
        } finally {
            end(run);
        }
    }

    private JsonNode coverage() throws Exception {
        RestoreRun run = RestoreRun.open(RunOptions.from(properties));
        run.begin();
        run.outcome("coverage");
        end(run);
        for (JsonNode entry : report().path("backups")) {
            if (entry.path("backup").asText().equals("coverage")) {
                return entry;
            }
        }
        throw new AssertionError("the report has no coverage");
    }

    private static void end(RestoreRun run) {
        // There is no Allure here, of which all but the page is independent.
        assertThatThrownBy(run::close).hasMessageContaining("none");
    }

    private JsonNode report() throws IOException {
        return new ObjectMapper().readTree(folder.resolve("report/report.json").toFile());
    }

    private static List<String> findings(JsonNode entry) {
        List<String> lines = new ArrayList<>();
        entry.path("findings")
                .forEach(finding -> lines.add(entry.path("verdict").asText() + " "
                        + finding.path("code").asText() + " "
                        + finding.path("subject").asText() + ": "
                        + finding.path("message").asText()));
        return lines;
    }

    private void repository(String name) throws IOException {
        Files.createDirectories(folder.resolve(name).resolve("objects"));
        Files.createDirectories(folder.resolve(name).resolve("refs"));
        text(name + "/HEAD", "ref: refs/heads/main\n");
    }

    private void text(String name, String text) throws IOException {
        write(name, text.getBytes(StandardCharsets.UTF_8));
    }

    private void append(String name, String text) throws IOException {
        text(name, Files.readString(folder.resolve(name)) + text + "\n");
    }

    private void write(String name, byte[] content) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, content);
    }
}
