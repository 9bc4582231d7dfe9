package io.restoreverifier.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.restoreverifier.model.Masking;
import io.restoreverifier.model.Outcome;
import io.restoreverifier.model.RunResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Allure's real command line makes real HTML; {@code restore.allure} says where it is unpacked. */
class AllureHtmlIT {
    private static final Path ALLURE = Path.of(System.getProperty("restore.allure", "restore.allure-is-not-set"));

    @TempDir
    Path temporary;

    private ReportFolder folder;
    private Path history;

    @BeforeEach
    void setUp() {
        folder = new ReportFolder(temporary.resolve("report"));
        history = temporary.resolve("history");
    }

    @Test
    void oneFileHoldsTheWholeReport() throws IOException {
        report(ALLURE, Duration.ofMinutes(2)).write(SampleRun.night());

        assertThat(folder.allureHtml()).content().contains("<html", "Restore tests");
        try (var listed = Files.list(folder.allureHtml().getParent())) {
            assertThat(listed).containsExactly(folder.allureHtml());
        }
        try (var listed = Files.list(folder.path())) {
            assertThat(listed.map(p -> p.getFileName().toString()))
                    .containsExactlyInAnyOrder("report.json", "digest.txt", "allure", "allure-results");
        }
    }

    @Test
    void twoRunsMakeATrend() throws IOException {
        Report report = report(ALLURE, Duration.ofMinutes(2));

        report.write(SampleRun.of(SampleRun.customers()));
        report.write(SampleRun.of(SampleRun.customers(), SampleRun.billing()));

        Path kept = history.resolve("allure/history");
        JsonNode trend = new ObjectMapper().readTree(Files.readString(kept.resolve("history-trend.json")));
        assertThat(trend).hasSize(2);
        assertThat(trend.get(0).at("/data/total").asInt()).isEqualTo(2);
        assertThat(trend.get(1).at("/data/total").asInt()).isEqualTo(1);
        JsonNode entries = new ObjectMapper().readTree(Files.readString(kept.resolve("history.json")));
        assertThat(entries).hasSize(2);
        assertThat(entries.findValuesAsText("total")).containsExactlyInAnyOrder("2", "1");
    }

    @Test
    void theTrendLinksEachRunToItsBuild() throws IOException {
        Executor build = new Executor(
                "Jenkins",
                "jenkins",
                "",
                42,
                "restore #42",
                "https://ci.example.org/job/restore/42/",
                "Restore tests",
                "https://ci.example.org/job/restore/42/allure/");
        AllureCommandLine allure = new AllureCommandLine(ALLURE, history.resolve("allure"), Duration.ofMinutes(2));

        new Report(folder, allure, Masking.NONE, Optional.of(build)).write(SampleRun.of(SampleRun.customers()));

        Path trend = history.resolve("allure/history/history-trend.json");
        JsonNode run = new ObjectMapper().readTree(Files.readString(trend)).get(0);
        assertThat(run.get("buildOrder").asLong()).isEqualTo(42);
        assertThat(run.get("reportUrl").asText()).isEqualTo("https://ci.example.org/job/restore/42/allure/");
    }

    @Test
    void shardsMakeOneReportWithATrend() throws IOException {
        ReportFolder one = new ReportFolder(temporary.resolve("one"));
        ReportFolder two = new ReportFolder(temporary.resolve("two"));
        AllureCommandLine allure = new AllureCommandLine(ALLURE, history.resolve("allure"), Duration.ofMinutes(2));
        new Report(one, allure, Masking.NONE, Optional.empty()).writeResults(shard("1/2", SampleRun.customers()));
        new Report(two, allure, Masking.NONE, Optional.empty()).writeResults(shard("2/2", SampleRun.billing()));

        Merge.write(List.of(one.path(), two.path()), 2, report(ALLURE, Duration.ofMinutes(2)));

        assertThat(folder.allureHtml()).exists();
        JsonNode trend =
                new ObjectMapper().readTree(Files.readString(history.resolve("allure/history/history-trend.json")));
        assertThat(trend.get(0).at("/data"))
                .hasToString("{\"failed\":1,\"broken\":0,\"skipped\":0,\"passed\":1,\"unknown\":0,\"total\":2}");
    }

    private static RunResult shard(String shard, Outcome outcome) {
        RunResult run = SampleRun.of(outcome);
        return new RunResult(
                run.id(),
                run.started(),
                run.finished(),
                run.asOf(),
                shard,
                run.sandbox(),
                run.version(),
                run.environment(),
                run.outcomes(),
                run.notDue());
    }

    @Test
    void aCommandLineThatIsNotThereIsSaidAndLeavesNoOldHtml() throws IOException {
        Files.createDirectories(folder.allureHtml().getParent());
        Files.writeString(folder.allureHtml(), "yesterday's");

        assertThatThrownBy(() -> report(temporary.resolve("nowhere"), Duration.ofMinutes(2))
                        .write(SampleRun.night()))
                .isInstanceOf(ReportException.class)
                .hasMessageStartingWith("the Allure report cannot be made: Allure's command line is not at ");
        assertThat(folder.allureHtml()).doesNotExist();
        assertThat(folder.reportJson()).exists();
    }

    @Test
    void aCommandLineThatFailsShowsItsOutput() throws IOException {
        Files.createDirectories(temporary.resolve("empty/lib"));

        assertThatThrownBy(() -> report(temporary.resolve("empty"), Duration.ofMinutes(2))
                        .write(SampleRun.night()))
                .isInstanceOf(ReportException.class)
                .hasMessageContaining("ended with exit status 1")
                .hasMessageContaining("io.qameta.allure.CommandLine");
    }

    @Test
    void aCommandLineThatHangsIsEnded() {
        assertThatThrownBy(() -> report(ALLURE, Duration.ofMillis(1)).write(SampleRun.night()))
                .isInstanceOf(ReportException.class)
                .hasMessageContaining("took too long");
    }

    private Report report(Path home, Duration limit) {
        return new Report(
                folder, new AllureCommandLine(home, history.resolve("allure"), limit), Masking.NONE, Optional.empty());
    }
}
