package io.restoreverifier.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.restoreverifier.check.Check;
import io.restoreverifier.check.CheckReport;
import io.restoreverifier.check.Checks;
import io.restoreverifier.check.Subject;
import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.CheckResult;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.LineSpeed;
import io.restoreverifier.model.Masking;
import io.restoreverifier.model.Outcome;
import io.restoreverifier.model.Progress;
import io.restoreverifier.model.RestoredFiles;
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
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The story of one backup, over archives that lie in memory; nothing here needs a container. */
class VerificationTest {
    private static final Instant NOW = Instant.parse("2026-11-21T06:00:00Z");
    private static final Duration DAY = Duration.ofDays(1);

    @TempDir
    Path temporary;

    private RunFolder folder;
    private final ScheduledExecutorService alarms = Executors.newSingleThreadScheduledExecutor();
    private final InMemorySource source = new InMemorySource();
    private List<Check> checks = Checks.read("files", Optional.empty(), ZoneOffset.UTC);
    private Duration timeout = Duration.ofMinutes(1);

    @BeforeEach
    void create() {
        folder = RunFolder.create(temporary);
    }

    @AfterEach
    void nothingIsLeft() throws IOException {
        alarms.shutdownNow();
        try (Stream<Path> left = Files.list(folder.path())) {
            assertThat(left.map(p -> p.getFileName().toString()))
                    .allMatch(name -> name.equals("lock") || name.startsWith("process-"))
                    .hasSize(2);
        }
        folder.close();
    }

    @Test
    void aGoodBackupPassesThroughEveryStage() {
        source.with("code-2", NOW.minus(Duration.ofHours(3)), SmallPlans.archive("readme", "hello"));

        Outcome outcome = verify();

        assertThat(outcome.verdict()).isEqualTo(Verdict.PASSED);
        assertThat(outcome.stages())
                .extracting(StageResult::stage)
                .containsExactly(Stage.LOCATE, Stage.FETCH, Stage.INSPECT, Stage.RESTORE, Stage.CHECK, Stage.DISPOSE);
        assertThat(outcome.stages()).extracting(StageResult::status).containsOnly(Status.PASSED);
        assertThat(outcome.findings()).isEmpty();
        assertThat(outcome.rpo().measured()).contains(Duration.ofHours(3));
        assertThat(outcome.rto().measured()).isPresent();
        assertThat(outcome.sha256()).hasSize(64);
    }

    @Test
    void aLineThatIsTooSlowForTheArtifactExceedsTheRto() {
        source.with("code-2", NOW.minus(Duration.ofHours(3)), SmallPlans.archive("readme", "hello"));
        Plan plan = SmallPlans.line(
                LineSpeed.parse("1bit/s").orElseThrow(),
                Duration.ofMinutes(5),
                SmallPlans.files("code", source, timeout, checks));

        Outcome outcome = new Verification(plan, withoutEngine(), new Stopwatch(), alarms).verify();

        assertThat(errors(outcome)).singleElement().asString().startsWith("RTO_EXCEEDED: recovery took ");
        assertThat(outcome.rto().measured())
                .hasValueSatisfying(took -> assertThat(took)
                        .isGreaterThan(Duration.ofSeconds(
                                8 * outcome.artifact().orElseThrow().bytes() - 1)));
        assertThat(outcome.notes()).anyMatch(note -> note.contains("; by a line of 1bit/s it takes "));
    }

    @Test
    void noArtifactIsMissing() {
        assertThat(errors(verify())).containsExactly("ARTIFACT_MISSING: there is no artifact");
    }

    @Test
    void anOldArtifactIsStaleAndStillRestored() {
        source.with("code-1", NOW.minus(Duration.ofHours(30)), SmallPlans.archive("readme", "hello"));

        Outcome outcome = verify();

        assertThat(errors(outcome))
                .containsExactly("ARTIFACT_STALE: the newest artifact, code-1, is 1d 6h old, expected at most 1d");
        assertThat(outcome.checks()).extracting(CheckResult::status).contains(Status.PASSED);
    }

    @Test
    void anUnreachableSourceIsNotKnown() {
        source.unreachable();

        Outcome outcome = verify();

        assertThat(outcome.verdict()).isEqualTo(Verdict.COULD_NOT_VERIFY);
        assertThat(errors(outcome)).containsExactly("SOURCE_UNREACHABLE: the folder is not there");
    }

    @Test
    void anArtifactThatVanishesMeanwhileIsNotKnown() {
        source.with("code-2", NOW, SmallPlans.archive("readme", "hello")).forgetting("code-2");

        Outcome outcome = verify();

        assertThat(outcome.verdict()).isEqualTo(Verdict.COULD_NOT_VERIFY);
        assertThat(errors(outcome)).containsExactly("SOURCE_UNREACHABLE: artifact code-2 cannot be read: code-2");
    }

    @Test
    void aWrongChecksumFailsAndNothingIsRestored() {
        source.with("code-2", NOW, SmallPlans.archive("readme", "hello")).withChecksum("code-2", "0".repeat(64));

        Outcome outcome = verify();

        assertThat(errors(outcome)).hasSize(1);
        assertThat(errors(outcome).get(0))
                .startsWith("CHECKSUM_MISMATCH: SHA-256 is ")
                .endsWith(", expected " + "0".repeat(64) + " as in code-2.sha256");
        assertThat(outcome.stages()).extracting(StageResult::stage).doesNotContain(Stage.RESTORE);
    }

    @Test
    void aChecksumThatIsRequiredAndMissingFails() {
        source.with("code-2", NOW, SmallPlans.archive("readme", "hello")).requiringChecksums();

        assertThat(errors(verify()))
                .containsExactly("CHECKSUM_MISSING: there is no checksum beside code-2, and the entry requires one");
    }

    @Test
    void whenTheNewestFailsTheLastRestorableOneIsNamed() {
        byte[] good = SmallPlans.archive("readme", "hello");
        source.with("code-1", NOW.minus(Duration.ofHours(40)), good)
                .with("code-2", NOW.minus(Duration.ofHours(26)), Arrays.copyOf(good, good.length / 2))
                .with("code-3", NOW, Arrays.copyOf(good, good.length / 2));

        Outcome outcome = verify();

        assertThat(outcome.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(outcome.findings())
                .filteredOn(f -> f.code() == FindingCode.LAST_RESTORABLE)
                .singleElement()
                .satisfies(f -> {
                    assertThat(f.severity()).isEqualTo(Severity.INFO);
                    assertThat(f.message()).isEqualTo("last restorable: code-1, of 2026-11-19T14:00:00Z, 1d 16h old");
                    assertThat(f.hint()).isEqualTo("if you must recover now, take this one: memory:code-1");
                });
    }

    @Test
    void whatIsOnlyTooOldIsItselfTheOneToRecoverFrom() {
        byte[] good = SmallPlans.archive("readme", "hello");
        source.with("code-1", NOW.minus(Duration.ofHours(90)), good)
                .with("code-2", NOW.minus(Duration.ofHours(40)), good);

        assertThat(verify().findings())
                .extracting(Finding::message)
                .contains("last restorable: code-2, of 2026-11-19T14:00:00Z, 1d 16h old");
    }

    @Test
    void aCheckThatFailsUnexpectedlyTakesNothingFromTheOthers() {
        source.with("code-2", NOW, SmallPlans.archive("readme", "hello"));
        checks = List.of(
                check(subject -> {
                    throw new java.io.UncheckedIOException(new IOException("unreadable"));
                }),
                check(subject -> CheckReport.of(CheckResult.withFinding(
                        "bad", "", "", "", Finding.error(FindingCode.FILE_MISSING, Stage.CHECK, "", "gone", "")))));

        Outcome outcome = verify();

        assertThat(outcome.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(outcome.checks()).hasSize(2);
    }

    @Test
    void whenNoneCanBeRestoredThatIsSaid() {
        source.with("code-1", NOW.minus(DAY), new byte[0]).with("code-2", NOW, new byte[0]);

        assertThat(verify().findings())
                .extracting(Finding::message)
                .contains("last restorable: none of 1 older artifacts");
    }

    @Test
    void withoutAnyCheckNothingIsProven() {
        source.with("code-2", NOW, SmallPlans.archive("readme", "hello"));
        checks = List.of();

        Outcome outcome = verify();

        assertThat(outcome.verdict()).isEqualTo(Verdict.COULD_NOT_VERIFY);
        assertThat(errors(outcome)).containsExactly("NOTHING_CHECKED: no check was put to what was restored");
    }

    @Test
    void checksThatDoNotApplyAreNoEvidence() {
        source.with("code-2", NOW, SmallPlans.archive("readme", "hello"));
        checks = List.of(check(subject -> CheckReport.of(CheckResult.notApplicable("odd", "", "", "not here"))));

        assertThat(verify().verdict()).isEqualTo(Verdict.COULD_NOT_VERIFY);
    }

    @Test
    void aCheckThatThrowsIsNotKnownAndTheOthersAreStillPut() {
        source.with("code-2", NOW, SmallPlans.archive("readme", "hello"));
        checks = List.of(
                check(subject -> {
                    throw new CannotTell(FindingCode.TOOL_FAILED, "the tool is broken", "mend it");
                }),
                check(subject -> CheckReport.of(CheckResult.passed("fine", "", "", ""))));

        Outcome outcome = verify();

        assertThat(outcome.verdict()).isEqualTo(Verdict.COULD_NOT_VERIFY);
        assertThat(outcome.checks())
                .extracting(CheckResult::status)
                .containsExactly(Status.COULD_NOT_VERIFY, Status.PASSED);
    }

    @Test
    void aCheckWithoutAnAnswerIsNotKnown() {
        source.with("code-2", NOW, SmallPlans.archive("readme", "hello"));
        checks = List.of(
                check(subject -> CheckReport.of(List.of())),
                check(subject -> CheckReport.of(CheckResult.passed("fine", "", "", ""))));

        assertThat(errors(verify())).containsExactly("NOTHING_CHECKED: check odd gave no answer");
    }

    @Test
    void aFaultOfOursIsNotKnownAndItsMessageIsNotShown() {
        source.with("code-2", NOW, SmallPlans.archive("readme", "hello"));
        checks = List.of(check(subject -> {
            throw new IllegalStateException("row of somebody's data");
        }));

        Outcome outcome = verify();

        assertThat(outcome.verdict()).isEqualTo(Verdict.COULD_NOT_VERIFY);
        assertThat(errors(outcome))
                .singleElement()
                .asString()
                .startsWith("INTERNAL_ERROR: unexpected IllegalStateException at ")
                .doesNotContain("somebody");
    }

    @Test
    void whatTakesTooLongIsInterruptedAndNotKnown() {
        source.with("code-2", NOW, SmallPlans.archive("readme", "hello"));
        timeout = Duration.ofSeconds(1);
        checks = List.of(check(subject -> {
            try {
                Thread.sleep(60_000);
            } catch (InterruptedException e) {
                throw new CannotTell(FindingCode.INTERRUPTED, "interrupted", "", e);
            }
            return CheckReport.of(CheckResult.passed("slow", "", "", ""));
        }));

        Outcome outcome = verify();

        assertThat(outcome.verdict()).isEqualTo(Verdict.COULD_NOT_VERIFY);
        assertThat(errors(outcome))
                .containsExactly("TIMED_OUT: the verification was not done within 1.0s; it ended in stage check");
        assertThat(outcome.stages()).extracting(StageResult::stage).endsWith(Stage.DISPOSE);
    }

    @Test
    void filesWithoutCommandsAskForNoSandbox() {
        source.with("code-2", NOW, SmallPlans.archive("readme", "hello"));

        assertThat(verify(withoutEngine()).verdict()).isEqualTo(Verdict.PASSED);
    }

    @Test
    void aCommandWithoutSandboxesIsNotKnown() {
        source.with("code-2", NOW, SmallPlans.archive("readme", "hello"));
        checks = List.of(check(subject -> {
            ((RestoredFiles) subject.restored()).run("debian:bookworm-slim", "true", Duration.ofSeconds(5));
            return CheckReport.of(CheckResult.passed("command", "", "", ""));
        }));

        Outcome outcome = verify(withoutEngine());

        assertThat(outcome.verdict()).isEqualTo(Verdict.COULD_NOT_VERIFY);
        assertThat(errors(outcome)).containsExactly("SANDBOX_UNAVAILABLE: no engine");
    }

    private Surroundings withoutEngine() {
        return new Surroundings(
                () -> {
                    throw new CannotTell(FindingCode.SANDBOX_UNAVAILABLE, "no engine", "start it");
                },
                Admission.ofAll(),
                folder,
                NOW,
                Progress.SILENT,
                Masking.NONE);
    }

    private Outcome verify() {
        return verify(withoutEngine());
    }

    private Outcome verify(Surroundings surroundings) {
        Plan plan = SmallPlans.files("code", source, timeout, checks);
        return new Verification(plan, surroundings, new Stopwatch(), alarms).verify();
    }

    private static List<String> errors(Outcome outcome) {
        return outcome.findings().stream()
                .filter(Finding::isError)
                .map(f -> f.code() + ": " + f.message())
                .toList();
    }

    private static Check check(java.util.function.Function<Subject, CheckReport> body) {
        return new Check() {
            @Override
            public String name() {
                return "odd";
            }

            @Override
            public CheckReport put(Subject subject) {
                return body.apply(subject);
            }
        };
    }
}
