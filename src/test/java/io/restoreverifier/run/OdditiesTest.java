package io.restoreverifier.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Outcome;
import io.restoreverifier.model.Severity;
import io.restoreverifier.model.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Properties;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is odd beside earlier runs decides in the run that sees it, and what is not odd is not spoken of. */
class OdditiesTest {
    private static final Instant FIRST = Instant.parse("2026-11-01T06:00:00Z");
    private static final int NIGHTS = 9;
    private static final Random RANDOM = new Random(11);

    @TempDir
    Path folder;

    @BeforeEach
    void verifyForAWeek() throws Exception {
        Files.createDirectories(folder.resolve("backups"));
        Files.createDirectories(folder.resolve("catalog"));
        Files.writeString(folder.resolve("catalog/code.yml"), """
                backup: code
                source: {directory: ../backups, newest: "code-*.tar.gz"}
                restore: {files: {}}
                """);
        for (int night = 0; night < NIGHTS; night++) {
            assertThat(verified(night, 20_000 + 100 * night).verdict()).isEqualTo(Verdict.PASSED);
        }
    }

    @Test
    void anArtifactOfHalfTheSizeFailsAlthoughItComesBack() throws Exception {
        Outcome outcome = verified(NIGHTS, 4_000);

        assertThat(outcome.findings())
                .filteredOn(Finding::isError)
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.code()).isEqualTo(FindingCode.SIZE_DROPPED);
                    assertThat(finding.message())
                            .contains("less than half of the smallest of the 9 artifacts that passed before");
                });
        assertThat(outcome.verdict()).isEqualTo(Verdict.FAILED);
    }

    @Test
    void ordinaryGrowthIsNotSpokenOf() throws Exception {
        Outcome outcome = verified(NIGHTS, 20_000 + 100 * NIGHTS);

        assertThat(outcome.findings())
                .filteredOn(finding -> finding.severity() != Severity.INFO)
                .filteredOn(finding -> finding.code() != FindingCode.CHECKSUM_MISSING)
                .isEmpty();
        assertThat(outcome.verdict()).isEqualTo(Verdict.PASSED);
    }

    /** Letters by chance, which no compression makes much smaller. */
    private Outcome verified(int night, int letters) throws IOException, InterruptedException {
        Instant now = FIRST.plus(Duration.ofDays(night));
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < letters; i++) {
            text.append((char) (' ' + RANDOM.nextInt(90)));
        }
        Path file = folder.resolve("backups/code-" + (100 + night) + ".tar.gz");
        Files.write(file, SmallPlans.archive("readme", text.toString()));
        Files.setLastModifiedTime(file, FileTime.from(now.minus(Duration.ofHours(3))));
        Properties properties = new Properties();
        properties.setProperty("restore.catalog", folder.resolve("catalog").toString());
        properties.setProperty("restore.report", folder.resolve("report").toString());
        properties.setProperty("restore.history", folder.resolve("history").toString());
        properties.setProperty("restore.allure", folder.resolve("none").toString());
        properties.setProperty("restore.now", now.toString());
        RestoreRun run = RestoreRun.open(RunOptions.from(properties));
        run.begin();
        Outcome outcome = run.outcome("code");
        // There is no Allure here, of which all but the page is independent.
        assertThatThrownBy(run::close).isInstanceOf(RuntimeException.class);
        return outcome;
    }
}
