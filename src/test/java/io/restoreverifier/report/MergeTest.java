package io.restoreverifier.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.GroundMaps;
import io.restoreverifier.model.Masking;
import io.restoreverifier.model.Outcome;
import io.restoreverifier.model.RunResult;
import io.restoreverifier.model.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Everything but Allure's HTML, which {@link AllureHtmlIT} makes. */
class MergeTest {
    @TempDir
    Path temporary;

    private final ObjectMapper json = new ObjectMapper();
    private final List<Path> folders = new ArrayList<>();

    @Test
    void aRunThatWasReadIsWrittenAgainAsTheSameText() throws IOException {
        shard("1/1", SampleRun.customers(), SampleRun.billing(), SampleRun.code());
        Path written = folders.get(0).resolve("report.json");

        assertThat(new String(ReportJson.of(ReportReader.read(written)))).isEqualTo(Files.readString(written));
    }

    @Test
    void soIsTheGroundThatItStandsOn() throws IOException {
        Files.write(
                Files.createDirectories(temporary.resolve("one")).resolve("report.json"),
                ReportJson.of(SampleRun.night().on(GroundMaps.of(20))));

        RunResult read = ReportReader.read(temporary.resolve("one/report.json"));

        assertThat(read.ground()).isEqualTo(GroundMaps.of(20));
    }

    @Test
    void shardsBecomeOneRunFromTheFirstStartToTheLastEnd() throws IOException {
        shard("2/2", SampleRun.billing());
        shard("1/2", SampleRun.customers());

        RunResult merged = merge(0);

        assertThat(merged.outcomes())
                .extracting(Outcome::entry)
                .containsExactly("customer-database", "billing-archive");
        assertThat(merged.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(merged.shard()).isEqualTo("1/1");
        assertThat(merged.started()).isEqualTo("2026-11-22T03:01:00.123Z");
        assertThat(merged.finished()).isEqualTo("2026-11-22T03:03:01.123Z");
        assertThat(json.readTree(into().resolve("report.json").toFile()).get("totals"))
                .hasToString("{\"PASSED\":1,\"FAILED\":1,\"COULD_NOT_VERIFY\":0}");
        assertThat(into().resolve("digest.txt"))
                .content()
                .startsWith("1 passed, 1 failed, 0 could not be verified, 0 missing\n");
    }

    @Test
    void allPassedIsPassed() throws IOException {
        shard("1/1", SampleRun.customers());

        assertThat(merge(1).verdict()).isEqualTo(Verdict.PASSED);
    }

    @Test
    void aShardWithoutAReportIsAnEntryOfItsOwnAndNeverGreen() throws IOException {
        shard("1/4", SampleRun.customers());
        shard("2/4");
        shard("4/4");

        RunResult merged = merge(0);

        assertThat(merged.verdict()).isEqualTo(Verdict.COULD_NOT_VERIFY);
        assertThat(merged.outcomes().get(0).entry()).isEqualTo("shard 3/4");
        assertThat(into().resolve("digest.txt")).content().startsWith("""
                1 passed, 0 failed, 0 could not be verified, 1 missing

                MISSING           shard 3/4          blocker
                                  SHARD_MISSING: shard 3/4 gave no report: which backups were its share is not known, and none is proven
                                  hint: read the console of shard 3/4, and run it again
                """);
        assertThat(statuses()).containsEntry("shard 3/4", "broken").containsEntry("customer-database", "passed");
    }

    @Test
    void withoutAnyReportTheShardsThatWereToBeThereAreMissing() {
        RunResult merged = merge(2);

        assertThat(merged.outcomes()).extracting(Outcome::entry).containsExactly("shard 1/2", "shard 2/2");
        assertThat(merged.verdict()).isEqualTo(Verdict.COULD_NOT_VERIFY);
    }

    @Test
    void nothingToMergeIsNotGreen() {
        assertThat(messages(merge(0))).containsExactly("there was no report to merge");
    }

    @Test
    void aFolderWithoutAReportIsToldOf() throws IOException {
        shard("1/1", SampleRun.customers());
        folders.add(temporary.resolve("empty"));

        assertThat(messages(merge(0)))
                .containsExactly(
                        "the report " + temporary.resolve("empty/report.json") + " cannot be used: there is none");
    }

    @Test
    void anotherSchemaVersionIsToldOf() throws IOException {
        Path folder = Files.createDirectories(temporary.resolve("newer"));
        Files.writeString(folder.resolve("report.json"), "{\"schemaVersion\": 2}");
        folders.add(folder);

        assertThat(messages(merge(0)))
                .containsExactly("the report " + folder.resolve("report.json")
                        + " cannot be used: its schemaVersion is 2, expected 1");
    }

    @Test
    void aReportThatWasCutShortIsToldOfAndItsShardIsMissing() throws IOException {
        shard("1/2", SampleRun.customers());
        shard("2/2", SampleRun.billing());
        Path report = folders.get(1).resolve("report.json");
        Files.writeString(report, Files.readString(report).substring(0, 900));

        RunResult merged = merge(0);

        assertThat(merged.outcomes())
                .extracting(Outcome::entry)
                .containsExactly("shard 2/2", "merge of shards", "customer-database");
        assertThat(messages(merged).get(0)).startsWith("the report " + report + " cannot be used: it is no report: ");
    }

    @Test
    void theSameShardTwiceIsRed() throws IOException {
        shard("1/2", SampleRun.customers());
        shard("1/2", SampleRun.billing());
        shard("2/2", SampleRun.code());

        assertThat(messages(merge(0)))
                .containsExactly("shard 1/2 has more than one report: " + folders.get(0) + ", " + folders.get(1));
    }

    @Test
    void aBackupInTwoReportsIsRedAndTheWorseVerdictStands() throws IOException {
        Outcome failed = SampleRun.billing();
        Outcome passed = renamed(SampleRun.customers(), failed.entry());
        shard("1/2", failed);
        shard("2/2", passed);

        RunResult merged = merge(0);

        assertThat(messages(merged)).containsExactly("verified by more than one shard: billing-archive");
        assertThat(merged.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(statuses())
                .containsOnly(Map.entry("billing-archive", "failed"), Map.entry("merge of shards", "broken"));
    }

    @Test
    void shardsOfDifferentTotalsAreRed() throws IOException {
        shard("1/2", SampleRun.customers());
        shard("2/3", SampleRun.billing());

        assertThat(messages(merge(2))).containsExactly(folders.get(1) + " is of shard 2/3, expected 2 shards");
    }

    @Test
    void reportsOfDifferentBuildsAreRed() throws IOException {
        shard("1/2", SampleRun.customers());
        shard("2/2", SampleRun.billing());
        Path report = folders.get(1).resolve("report.json");
        Files.writeString(report, Files.readString(report).replace("job/restore/7/", "job/restore/6/"));

        assertThat(messages(merge(0)))
                .containsExactly("the reports are of different builds: https://ci.example.org/job/restore/6/, "
                        + "https://ci.example.org/job/restore/7/");
    }

    @Test
    void attachmentsComeAlong() throws IOException {
        shard("1/2", SampleRun.customers());
        shard("2/2", SampleRun.billing());

        merge(0);

        try (Stream<Path> files = Files.list(into().resolve("allure-results"))) {
            assertThat(files.filter(file -> file.toString().contains("-attachment")))
                    .hasSize(4);
        }
    }

    @Test
    void noAttachmentIsTakenFromOutsideOfTheResults() throws IOException {
        shard("1/1", SampleRun.customers());
        Files.writeString(temporary.resolve("secret.txt"), "not for the report");
        Path result = results(folders.get(0)).get(0);
        Files.writeString(
                result,
                Files.readString(result).replaceAll("\"source\": ?\"[^\"]*\"", "\"source\":\"../../secret.txt\""));

        merge(0);

        assertThat(into().resolve("allure-results/secret.txt")).doesNotExist();
    }

    @Test
    void theMergedReportNeverGoesWhereOneOfItsPartsLies() throws IOException {
        shard("1/1", SampleRun.customers());

        assertThatThrownBy(() -> Merge.write(folders, 0, report(folders.get(0))))
                .isInstanceOf(ReportException.class)
                .hasMessageContaining("which is one of the reports to merge");
        assertThat(folders.get(0).resolve("report.json")).exists();
    }

    private void shard(String shard, Outcome... outcomes) throws IOException {
        RunResult run = SampleRun.of(outcomes);
        int minutes = folders.size() + 1;
        Path folder = temporary.resolve("shards/" + minutes);
        report(folder)
                .writeResults(new RunResult(
                        "run-" + minutes,
                        run.started().plusSeconds(60L * minutes),
                        run.finished().plusSeconds(60L * minutes),
                        run.asOf(),
                        shard,
                        run.sandbox(),
                        run.version(),
                        Map.of("build", "https://ci.example.org/job/restore/7/"),
                        run.outcomes(),
                        List.of()));
        folders.add(folder);
    }

    private RunResult merge(int shards) {
        return write(into(), shards);
    }

    private RunResult write(Path target, int shards) {
        try {
            return Merge.write(folders, shards, report(target));
        } catch (ReportException e) {
            // No command line is there, so that it ends where the HTML would be made.
            assertThat(e).hasMessageStartingWith("the Allure report cannot be made");
            return ReportReader.read(target.resolve("report.json"));
        }
    }

    private Report report(Path folder) {
        AllureCommandLine none =
                new AllureCommandLine(temporary.resolve("no-allure"), temporary.resolve("history"), Duration.ZERO);
        return new Report(new ReportFolder(folder), none, Masking.NONE, Optional.empty());
    }

    private Path into() {
        return temporary.resolve("merged");
    }

    private static List<String> messages(RunResult merged) {
        return merged.outcomes().stream()
                .filter(outcome -> outcome.entry().equals("merge of shards"))
                .flatMap(outcome -> outcome.findings().stream())
                .map(Finding::message)
                .toList();
    }

    private Map<String, String> statuses() throws IOException {
        Map<String, String> statuses = new TreeMap<>();
        for (Path file : results(into())) {
            JsonNode result = json.readTree(file.toFile());
            statuses.put(result.get("name").asText(), result.get("status").asText());
        }
        return statuses;
    }

    private static List<Path> results(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("allure-results"))) {
            return files.filter(file -> file.toString().endsWith("-result.json"))
                    .toList();
        }
    }

    private static Outcome renamed(Outcome outcome, String entry) {
        return new Outcome(
                entry,
                outcome.kind(),
                outcome.labels(),
                outcome.verdict(),
                outcome.artifact(),
                outcome.sha256(),
                outcome.rpo(),
                outcome.rto(),
                outcome.started(),
                outcome.finished(),
                outcome.stages(),
                outcome.checks(),
                outcome.findings(),
                outcome.attachments(),
                outcome.notes());
    }
}
