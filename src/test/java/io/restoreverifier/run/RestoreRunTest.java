package io.restoreverifier.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.restoreverifier.report.ReportException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestoreRunTest {
    @TempDir
    Path folder;

    private RestoreRun run;

    @BeforeEach
    void open() throws IOException {
        Files.createDirectories(folder.resolve("empty"));
        Files.writeString(Files.createDirectories(folder.resolve("catalog")).resolve("code.yml"), """
                backup: code
                source: {directory: ../empty, newest: "*"}
                restore: {files: {}}
                """);
        Properties properties = new Properties();
        properties.setProperty("restore.catalog", folder.resolve("catalog").toString());
        properties.setProperty("restore.report", folder.resolve("report").toString());
        properties.setProperty("restore.history", folder.resolve("history").toString());
        properties.setProperty("restore.allure", folder.resolve("none").toString());
        run = RestoreRun.open(RunOptions.from(properties));
    }

    @Test
    void aTestInJavaThatHasNotEndedWithTheRunIsInterrupted() throws Exception {
        run.begin();
        run.outcome("code");
        run.restoreFor("code", "CodeRestoreTest");

        assertThat(entry(0)).isEqualTo("code FAILED ARTIFACT_MISSING");
        assertThat(entry(1)).isEqualTo("CodeRestoreTest COULD_NOT_VERIFY INTERRUPTED");
    }

    @Test
    void aSecondCloseChangesNothing() throws Exception {
        run.begin();
        run.outcome("code");
        String first = entry(0);

        run.close();

        assertThat(first).isEqualTo("code FAILED ARTIFACT_MISSING");
    }

    @Test
    void theFolderOfARunThatDiedWritingItsReportIsRemoved() throws IOException {
        closed();
        Files.createFile(Files.createDirectories(folder.resolve("report/.restore-report-1"))
                .resolve("page.html"));

        open();
        closed();

        assertThat(folder.resolve("report/.restore-report-1")).doesNotExist();
    }

    private void closed() {
        // There is no Allure here, of which all but the page is independent.
        assertThatThrownBy(run::close).isInstanceOf(ReportException.class);
    }

    private String entry(int index) throws IOException {
        if (!Files.exists(folder.resolve("report/report.json"))) {
            closed();
        }
        JsonNode entry = new ObjectMapper()
                .readTree(folder.resolve("report/report.json").toFile())
                .path("backups")
                .get(index);
        return entry.path("backup").asText() + " " + entry.path("verdict").asText() + " "
                + entry.at("/findings/0/code").asText();
    }
}
