package io.restoreverifier.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.restoreverifier.model.CatalogException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A job that says nothing any more is noticed, whatever lies where it wrote. */
class JobReportTest {
    private static final Instant NOW = Instant.parse("2026-11-21T06:00:00Z");

    @TempDir
    Path folder;

    @BeforeEach
    void makeArtifact() throws IOException {
        Files.createDirectories(folder.resolve("backups"));
        Files.createDirectories(folder.resolve("catalog"));
        file("code.tar.gz", SmallPlans.archive("readme", "hello"), Duration.ofHours(3));
        catalog("job: {report: code.done, within: 26h}");
    }

    @Test
    void aJobThatHasNeverReportedIsSilent() throws Exception {
        assertThat(errors()).containsExactly("JOB_SILENT: the backup job has left no report like code.done");
    }

    @Test
    void aJobThatHasNotReportedForTooLongIsSilentAlthoughItsArtifactIsYoung() throws Exception {
        file("code.done", new byte[0], Duration.ofHours(30));

        assertThat(errors())
                .containsExactly("JOB_SILENT: the newest report of the backup job, code.done, is 1d 6h old,"
                        + " expected at most 1d 2h");
    }

    @Test
    void aJobThatHasReportedInTimeIsNot() throws Exception {
        file("code.done", new byte[0], Duration.ofHours(3));

        assertThat(errors()).isEmpty();
    }

    @Test
    void aReportFromTheFutureProvesNothingForAsLongAsItIs() throws Exception {
        file("code.done", new byte[0], Duration.ofDays(-300));

        assertThat(errors())
                .contains("JOB_SILENT: the newest report of the backup job, code.done, is of 2027-09-17T06:00:00Z,"
                        + " which is in the future: its age cannot be told");
    }

    @Test
    void aClockThatIsALittleAheadDoesNotMatter() throws Exception {
        file("code.done", new byte[0], Duration.ofMinutes(-2));

        assertThat(errors()).isEmpty();
    }

    @Test
    void aJobWithoutALimitIsAProblemOfTheCatalog() throws IOException {
        catalog("job: {report: code.done}");

        assertThatThrownBy(this::errors)
                .isInstanceOf(CatalogException.class)
                .hasMessageContaining("job.within: is missing");
    }

    private void file(String name, byte[] content, Duration age) throws IOException {
        Path file = Files.write(folder.resolve("backups").resolve(name), content);
        Files.setLastModifiedTime(file, FileTime.from(NOW.minus(age)));
    }

    private void catalog(String job) throws IOException {
        Files.writeString(folder.resolve("catalog/code.yml"), """
                backup: code
                source: {directory: ../backups, newest: "code.tar.gz"}
                restore: {files: {}}
                """ + job + "\n");
    }

    private List<String> errors() throws Exception {
        Properties properties = new Properties();
        properties.setProperty("restore.catalog", folder.resolve("catalog").toString());
        properties.setProperty("restore.report", folder.resolve("report").toString());
        properties.setProperty("restore.history", folder.resolve("history").toString());
        properties.setProperty("restore.allure", folder.resolve("none").toString());
        properties.setProperty("restore.now", NOW.toString());
        RestoreRun run = RestoreRun.open(RunOptions.from(properties));
        run.begin();
        run.outcome("code");
        // There is no Allure here, of which all but the page is independent.
        assertThatThrownBy(run::close).isInstanceOf(RuntimeException.class);
        JsonNode findings = new ObjectMapper()
                .readTree(folder.resolve("report/report.json").toFile())
                .at("/backups/0/findings");
        return StreamSupport.stream(findings.spliterator(), false)
                .filter(finding -> finding.path("severity").asText().equals("error"))
                .map(finding -> finding.path("code").asText() + ": "
                        + finding.path("message").asText())
                .toList();
    }
}
