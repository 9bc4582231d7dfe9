package io.restoreverifier.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.restoreverifier.report.ReportException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nights on end, with the history that each leaves to the next. */
class CopyRotationTest {
    private static final Instant FIRST = Instant.parse("2026-11-01T06:00:00Z");
    private static final DateTimeFormatter IN_NAMES =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    @TempDir
    Path folder;

    private int night;

    @BeforeEach
    void declare() throws IOException {
        Files.writeString(Files.createDirectories(folder.resolve("catalog")).resolve("code.yml"), """
                backup: code
                source: {directory: ../fremont, newest: "code-{time:yyyyMMdd'T'HHmmss'Z'}.tar.gz"}
                copies:
                  - {name: rotterdam, directory: ../rotterdam, newest: "code-{time:yyyyMMdd'T'HHmmss'Z'}.tar.gz"}
                  - {name: paris, directory: ../paris, newest: "code-{time:yyyyMMdd'T'HHmmss'Z'}.tar.gz"}
                placement: {prove-within: 4d}
                restore: {files: {}}
                """);
        for (String place : List.of("fremont", "rotterdam", "paris")) {
            Files.createDirectories(folder.resolve(place));
        }
    }

    @Test
    void everyCopyIsRestoredInTurnAndOneThatIsAwayForTooLongIsTold() throws Exception {
        assertThat(nights(6))
                .containsExactly(
                        "source PASSED []",
                        "rotterdam PASSED []",
                        "paris PASSED []",
                        "source PASSED []",
                        "rotterdam PASSED []",
                        "paris PASSED []");

        Path away = Files.move(folder.resolve("paris"), folder.resolve("away"));
        assertThat(nights(5))
                .containsExactly(
                        "source COULD_NOT_VERIFY [SOURCE_UNREACHABLE]",
                        "rotterdam COULD_NOT_VERIFY [SOURCE_UNREACHABLE]",
                        "source COULD_NOT_VERIFY [SOURCE_UNREACHABLE]",
                        "rotterdam COULD_NOT_VERIFY [SOURCE_UNREACHABLE]",
                        "source FAILED [SOURCE_UNREACHABLE, COPY_UNPROVEN: copy paris was restored last at"
                                + " 2026-11-06T06:00:00Z, 5d ago, expected within 4d]");

        Files.move(away, folder.resolve("paris"));
        assertThat(nights(2)).containsExactly("paris PASSED []", "rotterdam PASSED []");
    }

    @Test
    void oneThatWasNeverRestoredHasItsTimeFromWhenItWasSeenFirst() throws Exception {
        Files.delete(folder.resolve("paris"));

        assertThat(nights(6).get(4)).endsWith("COULD_NOT_VERIFY [SOURCE_UNREACHABLE]");
        assertThat(nights(1).get(0))
                .endsWith("COPY_UNPROVEN: copy paris was never restored in 6d, expected within 4d]");
    }

    private List<String> nights(int count) throws Exception {
        List<String> told = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            told.add(night());
        }
        return told;
    }

    /** Writes the artifact of the night everywhere, and verifies as of its end. */
    private String night() throws Exception {
        Instant now = FIRST.plus(Duration.ofDays(night++));
        for (String place : List.of("fremont", "rotterdam", "paris", "away")) {
            if (Files.isDirectory(folder.resolve(place))) {
                Instant made = now.minus(Duration.ofHours(4));
                Path file = folder.resolve(place).resolve("code-" + IN_NAMES.format(made) + ".tar.gz");
                Files.write(file, SmallPlans.archive("readme", "hello of night " + night));
                // What was written just now is looked at twice.
                Files.setLastModifiedTime(file, FileTime.from(FIRST));
            }
        }
        verify(now);
        JsonNode entry = new ObjectMapper()
                .readTree(folder.resolve("report/report.json").toFile())
                .at("/backups/0");
        return restored(entry) + " " + entry.path("verdict").asText() + " " + findings(entry);
    }

    private void verify(Instant now) throws InterruptedException {
        Properties properties = new Properties();
        properties.setProperty("restore.catalog", folder.resolve("catalog").toString());
        properties.setProperty("restore.report", folder.resolve("report").toString());
        properties.setProperty("restore.history", folder.resolve("history").toString());
        properties.setProperty("restore.allure", folder.resolve("none").toString());
        properties.setProperty("restore.now", now.toString());
        RestoreRun run = RestoreRun.open(RunOptions.from(properties));
        run.begin();
        run.outcome("code");
        try {
            run.close();
        } catch (ReportException e) {
            // There is no Allure here, of which all but the page is independent.
            assertThat(e).hasMessageContaining("none");
        }
    }

    private static String restored(JsonNode entry) {
        return StreamSupport.stream(entry.path("checks").spliterator(), false)
                .filter(check -> check.path("check").asText().equals("copy-restored"))
                .map(check -> check.path("subject").asText())
                .findFirst()
                .orElse("none");
    }

    private static List<String> findings(JsonNode entry) {
        return StreamSupport.stream(entry.path("findings").spliterator(), false)
                .map(finding -> finding.path("code").asText()
                        + (finding.path("code").asText().equals("COPY_UNPROVEN")
                                ? ": " + finding.path("message").asText()
                                : ""))
                .toList();
    }
}
