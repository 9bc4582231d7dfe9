package io.restoreverifier.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.restoreverifier.model.CheckResult;
import io.restoreverifier.model.Digest;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Ignored;
import io.restoreverifier.model.Masking;
import io.restoreverifier.model.Outcome;
import io.restoreverifier.model.Stage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A finding that is lived with is told wherever a run is told. */
class IgnoredInReportsTest {

    @Test
    void reportJsonKeepsTheSeverityAndSaysWhyItDecidesNothing() {
        assertThat(json())
                .contains("\"verdict\" : \"PASSED\"")
                .contains("\"severity\" : \"error\"")
                .containsPattern("\"ignored\" : \\{\\s+\"reason\" : \"OPS-4711\",\\s+\"until\" : \"2026-12-31\"\\s+}")
                .containsPattern("\"status\" : \"FAILED\",[^}]*\"ignored\" : true");
    }

    @Test
    void itIsReadBackAsItWasWritten(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("report.json");
        Files.writeString(file, json());

        assertThat(new String(ReportJson.of(ReportReader.read(file)), StandardCharsets.UTF_8))
                .isEqualTo(json());
    }

    @Test
    void theConsoleCountsIt() {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        new ConsoleProgress(new PrintStream(printed, true, StandardCharsets.UTF_8), Clock.systemUTC(), Masking.NONE)
                .summary(SampleRun.of(outcome()), new ReportFolder(Path.of("report")));

        assertThat(printed.toString(StandardCharsets.UTF_8)).contains("13 checks, 1 ignored\n");
    }

    @Test
    void theDigestNamesItBelowWhatPassed() {
        assertThat(Digest.of(SampleRun.of(outcome())))
                .contains("\n                  ignored until 2026-12-31, OPS-4711: CONSTRAINT_NOT_VALID:"
                        + " invoices.fk: constraint is NOT VALID\n");
    }

    @Test
    void allureTellsItInTheHeadAndTheTableOfChecks() {
        assertThat(EntryHead.html(outcome(), SampleRun.STARTED))
                .contains("11 checks held; 1 finding is ignored")
                .contains("Ignored until 2026-12-31")
                .contains("reason: OPS-4711")
                .contains("FAILED, ignored");
        assertThat(AllureEntry.of(outcome(), SampleRun.STARTED).getStatus())
                .isEqualTo(io.qameta.allure.model.Status.PASSED);
        assertThat(AllureSteps.of(outcome()).get(4).getSteps())
                .anySatisfy(step -> assertThat(step.getName())
                        .isEqualTo("ignored: constraints invoices.fk: expected all validated, found NOT VALID"));
    }

    @Test
    void aSecretInTheReasonIsMasked() {
        Outcome masked = Masking.of(List.of("OPS-4711")).masked(outcome());

        assertThat(masked.findings().get(1).ignored()).contains(new Ignored("***", LocalDate.of(2026, 12, 31)));
    }

    private static String json() {
        return new String(ReportJson.of(SampleRun.of(outcome())), StandardCharsets.UTF_8);
    }

    private static Outcome outcome() {
        Finding finding = Finding.error(
                        FindingCode.CONSTRAINT_NOT_VALID,
                        Stage.CHECK,
                        "invoices.fk",
                        "invoices.fk: constraint is NOT VALID",
                        "validate it")
                .ignoredBy(new Ignored("OPS-4711", LocalDate.of(2026, 12, 31)));
        Outcome whole = SampleRun.customers();
        List<CheckResult> checks = new ArrayList<>(whole.checks());
        checks.add(CheckResult.withFinding(
                        "constraints",
                        "invoices.fk",
                        "all validated",
                        "NOT VALID",
                        Finding.error(finding.code(), Stage.CHECK, "invoices.fk", finding.message(), "validate it"))
                .finding(List.of(finding)));
        List<Finding> findings = new ArrayList<>(whole.findings());
        findings.add(finding);
        return new Outcome(
                whole.entry(),
                whole.kind(),
                whole.labels(),
                whole.verdict(),
                whole.artifact(),
                whole.sha256(),
                whole.rpo(),
                whole.rto(),
                whole.started(),
                whole.finished(),
                whole.stages(),
                checks,
                findings,
                whole.attachments(),
                whole.notes());
    }
}
