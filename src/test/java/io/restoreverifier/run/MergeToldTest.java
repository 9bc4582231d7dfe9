package io.restoreverifier.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.restoreverifier.model.CatalogException;
import io.restoreverifier.model.Verdict;
import io.restoreverifier.outlet.notify.MailServerHere;
import io.restoreverifier.outlet.notify.Receiver;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A catalog that two machines share, and what those outside hear of their night: one thing, once, and of both. */
class MergeToldTest {
    @TempDir
    Path folder;

    private MailServerHere mail;
    private Receiver web;

    @BeforeEach
    void listen() throws IOException {
        mail = MailServerHere.plain();
        web = new Receiver();
        Files.createDirectories(folder.resolve("empty"));
        Files.createDirectories(folder.resolve("catalog"));
        for (String backup : List.of("code", "website")) {
            Files.writeString(folder.resolve("catalog/" + backup + ".yml"), """
                    backup: %s
                    source: {directory: ../empty, newest: "*"}
                    restore: {files: {}}
                    """.formatted(backup));
        }
        catalog("merge");
    }

    private void catalog(String toldBy) throws IOException {
        Files.writeString(folder.resolve("catalog/catalog.yml"), """
                shards: {told-by: %s}
                notifications:
                  mail: {host: 127.0.0.1, port: %d, security: none, from: verifier@example.org, to: ops@example.org}
                metrics: {file: ../outside/verifier.prom}
                status-page: {folder: ../outside}
                heartbeat: {run: "%3$s/run", each: "%3$s/{backup}"}
                """.formatted(toldBy, mail.port(), web.url()));
    }

    @AfterEach
    void stop() {
        mail.close();
        web.close();
    }

    @Test
    void theMergeTellsEverybodyOnceAndTheShardsOnlyTheMonitorsOfTheirBackups() throws Exception {
        verify("1/2", "code");
        verify("2/2", "website");
        assertThat(mail.mails()).isEmpty();
        assertThat(folder.resolve("outside")).doesNotExist();
        assertThat(web.targets()).containsExactly("/code/start", "/code/fail", "/website/start", "/website/fail");

        ShardMerge.Ended ended = merge("1of2", "2of2");

        assertThat(ended.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(mail.mails())
                .singleElement()
                .satisfies(m ->
                        assertThat(m.subject()).isEqualTo("0 passed, 2 failed, 0 could not be verified, 0 missing"));
        assertThat(Files.readString(folder.resolve("outside/index.html"))).contains("2 of 2 backups failed");
        assertThat(Files.readString(folder.resolve("outside/verifier.prom")))
                .contains("restore_verifier_backup_verdict{backup=\"code\",verdict=\"FAILED\"} 1.0")
                .contains("restore_verifier_backup_verdict{backup=\"website\",verdict=\"FAILED\"} 1.0");
        assertThat(web.targets().subList(4, web.targets().size())).containsExactly("/run/fail");
    }

    @Test
    void aShardThatIsMissingIsToldAndTheNextNightKnowsOfThisOne() throws Exception {
        verify("1/2", "code");
        merge("1of2");
        assertThat(mail.mails().get(0).subject()).isEqualTo("0 passed, 1 failed, 0 could not be verified, 1 missing");
        assertThat(web.targets()).contains("/run/fail");

        verify("2/2", "website");
        merge("2of2");
        assertThat(Files.readString(folder.resolve("outside/index.html")))
                .contains("code", "not in the last run; state as of ");
    }

    @Test
    void whoCouldNotBeToldStandsInTheMergedReport() throws Exception {
        verify("1/2", "code");
        verify("2/2", "website");
        mail.close();

        ShardMerge.Ended ended = merge("1of2", "2of2");

        assertThat(ended.troubles()).last().asString().startsWith("not everybody was told: notifications: mail");
        assertThat(web.targets()).contains("/run/fail");
    }

    @Test
    void shardsThatTellForThemselvesAreNotToldOfAgain() throws Exception {
        catalog("each");
        assertThatThrownBy(() -> merge("1of2"))
                .isInstanceOf(CatalogException.class)
                .hasMessageContaining("shards: the shards of this catalog tell for themselves")
                .hasMessageContaining("write `shards: {told-by: merge}` into its catalog.yml");
        assertThat(folder.resolve("merged")).doesNotExist();
    }

    /** There is no Allure here, of which all but the page is independent. */
    private void verify(String shard, String entry) throws InterruptedException {
        Properties properties = properties(shard.replace("/", "of"), "history-of-shards");
        properties.setProperty("restore.shard", shard);
        RestoreRun run = RestoreRun.open(RunOptions.from(properties));
        run.begin();
        run.outcome(entry);
        assertThatThrownBy(run::close).hasMessageContaining("Allure");
    }

    private ShardMerge.Ended merge(String... shards) {
        StringWriter said = new StringWriter();
        List<Path> reports = List.of(shards).stream().map(folder::resolve).toList();
        return new ShardMerge(reports, 2, RunOptions.from(properties("merged", "history")), true)
                .write(new PrintWriter(said));
    }

    private Properties properties(String report, String history) {
        Properties properties = new Properties();
        properties.setProperty("restore.catalog", folder.resolve("catalog").toString());
        properties.setProperty("restore.report", folder.resolve(report).toString());
        properties.setProperty("restore.history", folder.resolve(history).toString());
        properties.setProperty("restore.allure", folder.resolve("none").toString());
        return properties;
    }

    /** The night's facts. */
    @Test
    void aHistoryThatTheShardsShareHasEachRunOnce() throws Exception {
        Properties one = properties("1of2", "history");
        one.setProperty("restore.shard", "1/2");
        RestoreRun run = RestoreRun.open(RunOptions.from(one));
        run.begin();
        run.outcome("code");
        assertThatThrownBy(run::close).hasMessageContaining("Allure");
        merge("1of2");

        assertThat(new PastRuns(RunOptions.from(properties("merged", "history"))).of("code"))
                .hasSize(1);
        assertThat(new ObjectMapper()
                        .readTree(folder.resolve("merged/report.json").toFile())
                        .at("/run/environment/shards")
                        .asText())
                .isEqualTo("1 reported, 1 missing");
    }
}
