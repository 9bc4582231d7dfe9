package io.restoreverifier.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.restoreverifier.model.Artifact;
import io.restoreverifier.model.Attachment;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.GroundMaps;
import io.restoreverifier.model.Masking;
import io.restoreverifier.model.Objective;
import io.restoreverifier.model.Outcome;
import io.restoreverifier.model.RunResult;
import io.restoreverifier.model.Stage;
import io.restoreverifier.model.Verdict;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AllureResultsTest {
    @TempDir
    Path temporary;

    @Test
    void eachEntryIsOneResultWithTheStatusOfItsVerdict() throws IOException {
        Map<String, JsonNode> results = written(SampleRun.night());

        assertThat(results.get("customer-database").get("status").asText()).isEqualTo("passed");
        assertThat(results.get("billing-archive").get("status").asText()).isEqualTo("failed");
        assertThat(results.get("clientarea-code").get("status").asText()).isEqualTo("broken");
        assertThat(results).hasSize(3);
    }

    @Test
    void whatFailsTogetherIsAResultOfItsOwnWithAnAnswerForEachDomain() throws IOException {
        JsonNode ground = written(SampleRun.night().on(GroundMaps.of(5))).get("What fails together");

        assertThat(ground.get("steps"))
                .extracting(step ->
                        step.get("name").asText() + " " + step.get("status").asText())
                .contains(
                        "if fremont is lost: 1 of 5 for good failed",
                        "if fremont-db-0 is lost: all 4 come back, the last after 17m passed",
                        "if paris is lost: no production goes with it passed");
        assertThat(ground.at("/steps/2/steps"))
                .extracting(step ->
                        step.get("name").asText() + " " + step.get("status").asText())
                .contains(
                        "database-0: database-0.dump in paris, 1d old, back in 14m passed",
                        "database-4: NOTHING IS LEFT failed");
        assertThat(folder().resolve(ground.at("/attachments/0/source").asText()))
                .content()
                .startsWith("<svg xmlns=");
    }

    @Test
    void itCallsForNobodyAndIsGreenOnlyWhenAllOfItComesBack() throws IOException {
        JsonNode lost = written(SampleRun.night().on(GroundMaps.of(5))).get("What fails together");
        JsonNode back = written(SampleRun.night().on(GroundMaps.of(4))).get("What fails together");

        assertThat(lost.has("status")).isFalse();
        assertThat(back.get("status").asText()).isEqualTo("passed");
    }

    @Test
    void theHistoryHangsOnTheNameAloneWhateverElseIsThere() throws IOException {
        JsonNode alone = written(SampleRun.of(SampleRun.customers())).get("customer-database");
        JsonNode amongOthers = written(SampleRun.night()).get("customer-database");

        assertThat(amongOthers.get("historyId")).isEqualTo(alone.get("historyId"));
        assertThat(amongOthers.get("testCaseId")).isEqualTo(alone.get("testCaseId"));
        // Stays as it is for good: another one would cut every history.
        assertThat(alone.get("historyId").asText()).isEqualTo("6c466037d25a3276915b2702fb244333");
    }

    @Test
    void labelsSayWhereItBelongsAndWhoseItIs() throws IOException {
        JsonNode labels = written(SampleRun.night()).get("customer-database").get("labels");

        assertThat(labels)
                .extracting(label ->
                        label.get("name").asText() + "=" + label.get("value").asText())
                .containsExactlyInAnyOrder(
                        "epic=Restore tests",
                        "feature=Databases",
                        "story=customer-database",
                        "parentSuite=Databases",
                        "severity=critical",
                        "owner=operations",
                        "tag=nightly",
                        "tag=billing",
                        "framework=restore-verifier");
    }

    @Test
    void theMessageHoldsEveryErrorWithItsHint() throws IOException {
        JsonNode details = written(SampleRun.night()).get("billing-archive").get("statusDetails");

        assertThat(details.get("message").asText())
                .isEqualTo("ROLE_MISSING: role billing_app does not exist, and 14 objects belong to it\n"
                        + "  hint: add `roles: [billing_app]` below `postgresql:`, or give the globals artifact\n"
                        + "ROWS_TOO_FEW: table invoices has 4 812 rows, expected at least 5 000\n"
                        + "  hint: compare with the count at dump time; the dump may have run during a purge\n"
                        + "RPO_EXCEEDED: the newest data is 93d 4h old, expected at most 1d 2h\n"
                        + "  hint: look whether the backup job still reads from the present server");
    }

    @Test
    void stagesAreStepsWithTheirTimesAndChecksAreBelowTheirStage() throws IOException {
        JsonNode steps = written(SampleRun.night()).get("billing-archive").get("steps");

        assertThat(steps)
                .extracting(step ->
                        step.get("name").asText() + " " + step.get("status").asText())
                .containsExactly(
                        "locate passed",
                        "fetch passed",
                        "inspect passed",
                        "restore failed",
                        "check failed",
                        "dispose passed");
        JsonNode restore = steps.get(3);
        assertThat(restore.get("start").asLong()).isEqualTo(SampleRun.STARTED.toEpochMilli() + 282);
        assertThat(restore.get("stop").asLong()).isEqualTo(SampleRun.STARTED.toEpochMilli() + 282 + 3912);
        assertThat(steps.get(4).get("steps"))
                .extracting(step ->
                        step.get("name").asText() + " " + step.get("status").asText())
                .containsExactly(
                        "tables invoices: expected is there, found is there passed",
                        "rows invoices: expected at least 5 000, found 4 812 failed",
                        "newest-data: expected at most 1d 2h old, found 93d 4h old failed",
                        "identity: expected fremont-1, found fremont-1 passed");
    }

    @Test
    void whatDoesNotApplyIsGreyAndSaysWhy() throws IOException {
        JsonNode check = written(SampleRun.night()).get("customer-database").at("/steps/4/steps/11");

        assertThat(check.get("status").asText()).isEqualTo("skipped");
        assertThat(check.get("name").asText())
                .isEqualTo("rows invoices (max-drop): not applicable: no earlier run that passed");
    }

    @Test
    void theHeadSaysHowOldTheDataIsAndHowLongRecoveryTook() throws IOException {
        String head = written(SampleRun.night())
                .get("customer-database")
                .get("descriptionHtml")
                .asText();

        assertThat(words(head))
                .startsWith("PASSED: it came back, and 11 checks held Billing and customer records")
                .contains("Newest data (RPO) 4h 2m old, objective: 1d 2h")
                .contains("Recovery took (RTO) 6.1s, objective: 30m"
                        + " measured on a throw-away server without durability: a real recovery takes longer")
                .contains("customers-20261121T230000Z.dump, 16.2 MB")
                .contains("SHA-256 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")
                .contains("held rows customers at least 1 000 1 234");
    }

    @Test
    void theHeadOfWhatExistsSpeaksOfNoBackup() {
        Outcome coverage = new Outcome(
                "coverage",
                Outcome.OF_COVERAGE,
                SampleRun.customers().labels(),
                Verdict.FAILED,
                Optional.empty(),
                "",
                Objective.none(),
                Objective.none(),
                SampleRun.STARTED,
                SampleRun.STARTED,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of());

        assertThat(EntryHead.html(coverage, SampleRun.STARTED))
                .contains("FAILED: what exists is not what the catalog declares")
                .doesNotContain("RPO", "RTO", "this backup");
        assertThat(AllureEntry.of(coverage, SampleRun.STARTED).getParameters()).isEmpty();
    }

    @Test
    void theHeadOfABadBackupBeginsWithTheLastRestorableOne() throws IOException {
        String head = written(SampleRun.night())
                .get("billing-archive")
                .get("descriptionHtml")
                .asText();

        assertThat(words(head))
                .startsWith("FAILED: something is wrong with this backup; do not count on it")
                .contains("Last restorable billing-20261119T230000Z.dump of 2026-11-19T23:00:00Z restores and holds")
                .contains("93d 4h old, TOO MUCH, objective: 1d 2h")
                .contains("Check Expected Found FAILED rows invoices at least 5 000 4 812");
    }

    @Test
    void theNameOfAHostileArtifactIsText() throws IOException {
        Artifact artifact = SampleRun.customers().artifact().orElseThrow();
        Artifact hostile =
                new Artifact("<img src=x onerror=alert(1)>&\"'", "/x", 1, artifact.producedAt(), artifact.timeFrom());

        String head = EntryHead.html(with(SampleRun.customers(), Optional.of(hostile), List.of()), SampleRun.STARTED);

        assertThat(head)
                .contains("&lt;img src=x onerror=alert(1)&gt;&amp;&quot;&#39;")
                .doesNotContain("<img");
    }

    @Test
    void theMessageWithAHostileNameCannotBecomeMarkup() throws IOException {
        Finding finding = Finding.error(
                FindingCode.FILE_MISSING, Stage.CHECK, "", "no <img src=x onerror=alert(1)></b><!-- and 3 < 5", "<a>");

        String message = AllureSteps.message(List.of(finding));

        assertThat(message).doesNotContainPattern("<[a-zA-Z/!?]").contains("and 3 < 5");
        assertThat(message.replace("\u2060", ""))
                .isEqualTo("FILE_MISSING: no <img src=x onerror=alert(1)></b><!-- and 3 < 5\n  hint: <a>");
    }

    @Test
    void attachmentsAreFilesBesideTheResult() throws IOException {
        JsonNode attachments = written(SampleRun.of(SampleRun.customers()))
                .get("customer-database")
                .get("attachments");

        assertThat(attachments.get(0).get("name").asText()).isEqualTo("rows by table");
        assertThat(attachments.get(0).get("type").asText()).isEqualTo("text/csv");
        assertThat(folder().resolve(attachments.get(0).get("source").asText()))
                .hasContent("table,rows\ncustomers,1234\ninvoices,24812\n");
    }

    @Test
    void anEndlessAttachmentIsCutAndSaysSo() throws IOException {
        Attachment endless = Attachment.text("log", "x".repeat(2_000_123));
        Outcome outcome = with(SampleRun.customers(), Optional.empty(), List.of(endless));

        JsonNode attachment =
                written(SampleRun.of(outcome)).get("customer-database").at("/attachments/0");

        assertThat(folder().resolve(attachment.get("source").asText()))
                .content()
                .hasSizeLessThan(2_000_100)
                .endsWith("x\n... 123 more characters are left out here\n");
    }

    @Test
    void theEnvironmentBeginsWithTheNamesByVerdict() throws IOException {
        String environment = AllureSurroundings.environment(SampleRun.night());

        assertThat(environment)
                .startsWith("FAILED = billing-archive\nCOULD\\ NOT\\ VERIFY = clientarea-code\n"
                        + "PASSED = customer-database\nSandbox = containers\nAs\\ of = 2026-11-22T03:00:00Z\n");
        Properties properties = new Properties();
        properties.load(new StringReader(environment));
        assertThat(properties)
                .containsEntry("Engine", "Docker 20.10.24")
                .containsEntry("As of", "2026-11-22T03:00:00Z");
    }

    @Test
    void anEarlierReportIsReplacedAndForeignFilesStay() throws IOException {
        written(SampleRun.night());
        Path foreign = Files.writeString(folder().resolve("somebody-else-result.txt"), "mine");

        Map<String, JsonNode> results = written(SampleRun.of(SampleRun.billing()));

        assertThat(results).containsOnlyKeys("billing-archive");
        assertThat(foreign).hasContent("mine");
        try (Stream<Path> left = Files.list(temporary)) {
            assertThat(left.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("report.json", "digest.txt", "allure-results");
        }
    }

    @Test
    void aRunThatBeginsRemovesTheEarlierReport() throws IOException {
        written(SampleRun.night());

        report().clear();

        assertThat(new ReportFolder(temporary).reportJson()).doesNotExist();
        try (Stream<Path> left = Files.list(folder())) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void secretsAreMaskedBeforeAnythingIsWritten() throws IOException {
        Attachment leak = Attachment.text("log", "password is hunter22");
        Report report =
                new Report(new ReportFolder(temporary), command(), Masking.of(List.of("hunter22")), Optional.empty());

        report.writeResults(SampleRun.of(with(SampleRun.customers(), Optional.empty(), List.of(leak))));

        try (Stream<Path> all = Files.walk(temporary)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                assertThat(file).content().doesNotContain("hunter22");
            }
        }
    }

    private Map<String, JsonNode> written(RunResult run) throws IOException {
        report().writeResults(run);
        Map<String, JsonNode> results = new TreeMap<>();
        List<Path> files = new ArrayList<>();
        try (Stream<Path> listed = Files.list(folder())) {
            listed.filter(file -> file.toString().endsWith("-result.json")).forEach(files::add);
        }
        for (Path file : files) {
            JsonNode result = new ObjectMapper().readTree(Files.readAllBytes(file));
            results.put(result.get("name").asText(), result);
        }
        return results;
    }

    private Report report() {
        return new Report(new ReportFolder(temporary), command(), Masking.NONE, Optional.empty());
    }

    private AllureCommandLine command() {
        return new AllureCommandLine(temporary.resolve("no-allure"), temporary.resolve("history"), Duration.ZERO);
    }

    private Path folder() {
        return temporary.resolve("allure-results");
    }

    private static String words(String html) {
        return html.replaceAll("<[^>]*>", " ").replaceAll("\\s+", " ").strip();
    }

    private static Outcome with(Outcome outcome, Optional<Artifact> artifact, List<Attachment> attachments) {
        return new Outcome(
                outcome.entry(),
                outcome.kind(),
                outcome.labels(),
                outcome.verdict(),
                artifact,
                outcome.sha256(),
                outcome.rpo(),
                outcome.rto(),
                outcome.started(),
                outcome.finished(),
                outcome.stages(),
                outcome.checks(),
                outcome.findings(),
                attachments,
                outcome.notes());
    }
}
