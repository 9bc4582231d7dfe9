package io.restoreverifier.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.restoreverifier.outlet.notify.MailServerHere;
import io.restoreverifier.outlet.notify.Receiver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole run, and what those outside hear of it. */
class NightToldTest {
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
        Files.writeString(folder.resolve("catalog/code.yml"), """
                backup: code
                owner: operations
                source: {directory: ../empty, newest: "*"}
                restore: {files: {}}
                """);
        Files.writeString(folder.resolve("catalog/catalog.yml"), """
                notifications:
                  mail:
                    host: 127.0.0.1
                    port: %d
                    security: none
                    from: verifier@example.org
                    to: ops@example.org
                  webhooks:
                    - {slack: "%2$s/chat/s3cr3t-path"}
                metrics: {file: ../verifier.prom}
                heartbeat:
                  run: "%2$s/run"
                  each: "%2$s/{backup}"
                """.formatted(mail.port(), web.url()));
    }

    @AfterEach
    void stop() {
        mail.close();
        web.close();
    }

    @Test
    void everybodyHearsOfANightAlsoWhenItsReportCannotBeWritten() throws Exception {
        // There is no Allure here, of which all but the page is independent.
        assertThatThrownBy(() -> verify("")).hasMessageContaining("none");

        assertThat(mail.mails()).hasSize(1);
        assertThat(mail.mails().get(0).subject()).isEqualTo("0 passed, 1 failed, 0 could not be verified, 0 missing");
        assertThat(web.targets())
                .containsExactlyInAnyOrder("/run/start", "/code/start", "/code/fail", "/chat/s3cr3t-path", "/run/fail");
        assertThat(web.requests().stream().filter(r -> r.target().startsWith("/chat")))
                .singleElement()
                .satisfies(r -> assertThat(r.body()).contains("FAILED  code", "ARTIFACT_MISSING", "failed: "));
        assertThat(notTold()).isEmpty();
    }

    @Test
    void whoCouldNotBeToldStandsInTheReportAndTheRunFails() throws Exception {
        Integer[] gone = new Integer[9];
        Arrays.fill(gone, 404);
        web.answering(gone);

        assertThatThrownBy(() -> verify("")).isInstanceOf(RuntimeException.class);

        assertThat(mail.mails()).hasSize(1);
        assertThat(notTold())
                .contains("notifications: slack: 127.0.0.1:")
                .contains("heartbeat: ", " code: 127.0.0.1:", " run: 127.0.0.1:", " answered 404")
                .doesNotContain("s3cr3t");
    }

    @Test
    void aRunOfWhatWasPickedTakesTheOthersMetricsFromNobody() throws Exception {
        assertThatThrownBy(() -> verify("code")).isInstanceOf(RuntimeException.class);
        assertThat(folder.resolve("verifier.prom")).doesNotExist();

        assertThatThrownBy(() -> verify("")).isInstanceOf(RuntimeException.class);
        assertThat(folder.resolve("verifier.prom")).exists();
    }

    private void verify(String only) throws InterruptedException {
        Properties properties = new Properties();
        properties.setProperty("restore.catalog", folder.resolve("catalog").toString());
        properties.setProperty("restore.report", folder.resolve("report").toString());
        properties.setProperty("restore.history", folder.resolve("history").toString());
        properties.setProperty("restore.allure", folder.resolve("none").toString());
        properties.setProperty("restore.only", only);
        RestoreRun run = RestoreRun.open(RunOptions.from(properties));
        run.begin();
        run.outcome("code");
        run.close();
    }

    private String notTold() throws IOException {
        return new ObjectMapper()
                .readTree(folder.resolve("report/report.json").toFile())
                .at("/run/environment/not told")
                .asText();
    }
}
