package io.restoreverifier.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.restoreverifier.check.Check;
import io.restoreverifier.check.CheckReport;
import io.restoreverifier.check.Subject;
import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.CatalogException;
import io.restoreverifier.model.CheckResult;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.IgnoreRule;
import io.restoreverifier.model.Ignored;
import io.restoreverifier.model.Masking;
import io.restoreverifier.model.Outcome;
import io.restoreverifier.model.Progress;
import io.restoreverifier.model.Severity;
import io.restoreverifier.model.Stage;
import io.restoreverifier.model.StageResult;
import io.restoreverifier.model.Status;
import io.restoreverifier.model.Verdict;
import io.restoreverifier.sandbox.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an entry lives with decides nothing, and is told. The run is as of 2026-11-21. */
class IgnoredFindingsTest {
    private static final LocalDate LAST_DAY = LocalDate.of(2026, 11, 21);
    private static final Check HOLDS = new Answer(CheckResult.passed("fine", "", "", ""));

    @TempDir
    Path temporary;

    private RunFolder folder;
    private final ScheduledExecutorService alarms = Executors.newSingleThreadScheduledExecutor();
    private final InMemorySource source = SmallPlans.source();

    private record Answer(CheckResult result) implements Check {
        @Override
        public String name() {
            return "answer";
        }

        @Override
        public CheckReport put(Subject subject) {
            return CheckReport.of(result);
        }
    }

    @BeforeEach
    void create() {
        folder = RunFolder.create(temporary);
    }

    @AfterEach
    void end() {
        alarms.shutdownNow();
        folder.close();
    }

    @Test
    void anIgnoredFindingStaysAsItIsAndDecidesNothing() {
        Outcome outcome = verify(List.of(missing("a.log"), HOLDS), rule("a.log", LAST_DAY));

        assertThat(outcome.verdict()).isEqualTo(Verdict.PASSED);
        assertThat(outcome.findings())
                .filteredOn(f -> f.code() == FindingCode.FILE_MISSING)
                .singleElement()
                .satisfies(f -> {
                    assertThat(f.severity()).isEqualTo(Severity.ERROR);
                    assertThat(f.ignored()).contains(new Ignored("rotated, OPS-1", LAST_DAY));
                });
        assertThat(outcome.checks())
                .extracting(CheckResult::status, CheckResult::ignored)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(Status.FAILED, true),
                        org.assertj.core.groups.Tuple.tuple(Status.PASSED, false));
        assertThat(outcome.stages())
                .filteredOn(s -> s.stage() == Stage.CHECK)
                .extracting(StageResult::status)
                .containsExactly(Status.PASSED);
    }

    @Test
    void withoutTheRuleTheSameBackupFails() {
        assertThat(errors(verify(List.of(missing("a.log"), HOLDS)))).containsExactly("FILE_MISSING: a.log is gone");
    }

    @Test
    void whatHasAnotherSubjectStillFails() {
        Outcome outcome = verify(List.of(missing("a.log"), missing("b.log")), rule("a.log", LAST_DAY));

        assertThat(outcome.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(errors(outcome)).containsExactly("FILE_MISSING: b.log is gone");
        assertThat(outcome.checks()).extracting(CheckResult::ignored).containsExactly(true, false);
    }

    @Test
    void anExpiredRuleIsAnErrorAndTheFindingCountsAgain() {
        Outcome outcome = verify(List.of(missing("a.log"), HOLDS), rule("a.log", LAST_DAY.minusDays(1)));

        assertThat(outcome.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(errors(outcome))
                .containsExactly(
                        "IGNORE_EXPIRED: FILE_MISSING of a.log was ignored until 2026-11-20, which is over;"
                                + " the reason was: rotated, OPS-1",
                        "FILE_MISSING: a.log is gone");
    }

    @Test
    void anExpiredRuleIsAnErrorAlsoWhereNothingIsFoundAndNoOlderArtifactWouldHelp() {
        source.with("older", SmallPlans.NOW.minus(SmallPlans.DAY), new byte[0]);

        Outcome outcome = verify(List.of(HOLDS), rule("a.log", LAST_DAY.minusDays(1)));

        assertThat(outcome.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(outcome.findings())
                .extracting(Finding::message)
                .contains("last restorable: code, of 2026-11-21T06:00:00Z, 0.0s old");
    }

    @Test
    void whatDoesNotComeUpIsToldAsNoLongerNeeded() {
        Outcome outcome = verify(List.of(HOLDS), rule("a.log", LAST_DAY));

        assertThat(outcome.verdict()).isEqualTo(Verdict.PASSED);
        assertThat(outcome.findings())
                .filteredOn(f -> f.code() == FindingCode.IGNORE_UNUSED)
                .singleElement()
                .satisfies(f -> {
                    assertThat(f.severity()).isEqualTo(Severity.WARNING);
                    assertThat(f.message())
                            .isEqualTo("FILE_MISSING of a.log is ignored until 2026-11-21 and was not found");
                    assertThat(f.hint()).isEqualTo("take it out of `ignore:`, so that it is told should it come back");
                });
    }

    @Test
    void whereNotAllWasLookedAtNothingIsCalledUnneeded() {
        assertThat(verify(List.of(missing("b.log")), rule("a.log", LAST_DAY)).findings())
                .extracting(Finding::code)
                .doesNotContain(FindingCode.IGNORE_UNUSED);
    }

    @Test
    void whatIsIgnoredIsNoEvidence() {
        Outcome outcome = verify(List.of(missing("a.log")), rule("*", LAST_DAY));

        assertThat(outcome.verdict()).isEqualTo(Verdict.COULD_NOT_VERIFY);
        assertThat(errors(outcome))
                .containsExactly("NOTHING_CHECKED: no check held: what was found is ignored, and that proves nothing");
    }

    @Test
    void thatNoArtifactCameCannotPassEither() {
        Plan plan = SmallPlans.ignoring(
                SmallPlans.files("code", new InMemorySource(), Duration.ofMinutes(1)),
                new IgnoreRule(FindingCode.ARTIFACT_MISSING, "*", new Ignored("holidays", LAST_DAY)));

        assertThat(verify(plan).verdict()).isEqualTo(Verdict.COULD_NOT_VERIFY);
    }

    @Test
    void aDayMoreThanAYearAheadIsAnErrorOfTheCatalog() throws IOException {
        Files.writeString(temporary.resolve("a.yml"), """
                backup: a
                source: {directory: .}
                restore: {files: {}}
                ignore:
                  - {finding: FILE_MISSING, subject: a, reason: b, until: 2027-11-21}
                  - {finding: FILE_MISSING, subject: b, reason: b, until: 2027-11-22}
                """);
        Properties properties = new Properties();
        properties.setProperty("restore.catalog", temporary.resolve("a.yml").toString());
        properties.setProperty("restore.now", SmallPlans.NOW.toString());

        assertThatThrownBy(() -> Prepared.read(RunOptions.from(properties)))
                .isInstanceOf(CatalogException.class)
                .hasMessageContaining("a.yml:6: ignore[1].until: `2027-11-22` is more than a year ahead\n"
                        + "  hint: write at most 2027-11-21")
                .hasMessageNotContaining("ignore[0]");
    }

    private static IgnoreRule rule(String subject, LocalDate until) {
        return new IgnoreRule(FindingCode.FILE_MISSING, subject, new Ignored("rotated, OPS-1", until));
    }

    private static Check missing(String file) {
        return new Answer(CheckResult.withFinding(
                "contains",
                file,
                "",
                "none",
                Finding.error(FindingCode.FILE_MISSING, Stage.CHECK, file, file + " is gone", "")));
    }

    private Outcome verify(List<Check> checks, IgnoreRule... rules) {
        return verify(SmallPlans.ignoring(SmallPlans.files("code", source, Duration.ofMinutes(1), checks), rules));
    }

    private Outcome verify(Plan plan) {
        Surroundings surroundings = new Surroundings(
                () -> {
                    throw new CannotTell(FindingCode.SANDBOX_UNAVAILABLE, "no engine", "start it");
                },
                Admission.ofAll(),
                folder,
                SmallPlans.NOW,
                Progress.SILENT,
                Masking.NONE);
        return new Verification(plan, surroundings, new Stopwatch(), alarms).verify();
    }

    private static List<String> errors(Outcome outcome) {
        return outcome.findings().stream()
                .filter(Finding::isError)
                .map(f -> f.code() + ": " + f.message())
                .toList();
    }
}
