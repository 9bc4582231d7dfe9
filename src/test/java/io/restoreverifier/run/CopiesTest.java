package io.restoreverifier.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.restoreverifier.catalog.Catalog;
import io.restoreverifier.catalog.CatalogReader;
import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.CheckResult;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Masking;
import io.restoreverifier.model.Outcome;
import io.restoreverifier.model.Problem;
import io.restoreverifier.model.Problems;
import io.restoreverifier.model.Progress;
import io.restoreverifier.model.Status;
import io.restoreverifier.model.Verdict;
import io.restoreverifier.sandbox.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A critical code base with a copy near production and one far from it, and each thing that can be wrong with them. */
class CopiesTest {
    private static final Instant NOW = Instant.parse("2026-11-21T06:00:00Z");
    private static final String NEWEST = "code-20261121T020000Z.tar.gz";
    private static final String YESTERDAY = "code-20261120T020000Z.tar.gz";
    private static final String BEFORE = "code-20261119T020000Z.tar.gz";
    private static final byte[] CODE = SmallPlans.archive("readme", "hello");

    @TempDir
    Path temporary;

    private final ScheduledExecutorService alarms = Executors.newSingleThreadScheduledExecutor();
    private String production = "{site: fremont, host: fremont-1, account: billing, medium: disk}";
    private String near = "domain: {site: fremont, host: nas-1}, medium: disk";
    private String far = "domain: {site: rotterdam, account: vault}, medium: tape";
    private String more = "";

    @BeforeEach
    void copyEverywhere() throws IOException {
        for (String place : List.of("near", "far")) {
            Files.createDirectories(temporary.resolve(place));
            for (String name : List.of(BEFORE, YESTERDAY, NEWEST)) {
                put(place, name, CODE);
            }
        }
    }

    @AfterEach
    void stop() {
        alarms.shutdownNow();
    }

    @Test
    void copiesThatAgreeAndStandApartAreSilent() throws IOException {
        Outcome outcome = verify();

        assertThat(outcome.verdict()).isEqualTo(Verdict.PASSED);
        assertThat(outcome.findings()).isEmpty();
        assertThat(outcome.checks().stream().filter(c -> c.check().startsWith("copy")))
                .extracting(CheckResult::check, CheckResult::subject, CheckResult::status)
                .containsExactly(
                        tuple("copy-restored", "source", Status.PASSED),
                        tuple("copy", "source", Status.PASSED),
                        tuple("copy", "rotterdam", Status.PASSED));
    }

    @Test
    void otherBytesOfTheSameLengthDisagree() throws IOException {
        byte[] other = CODE.clone();
        other[other.length - 20] ^= 1;
        put("far", NEWEST, other);

        assertThat(told(verify()))
                .singleElement()
                .asString()
                .matches("COPIES_DISAGREE: SHA-256 of " + NEWEST
                        + " is [0-9a-f]{64} in copy rotterdam, [0-9a-f]{64} at the source");
    }

    @Test
    void aCopyThatWasCutShortDisagrees() throws IOException {
        put("far", NEWEST, Arrays.copyOf(CODE, 100));

        assertThat(told(verify()))
                .containsExactly("COPIES_DISAGREE: copy rotterdam has 100 bytes of " + NEWEST + ", the source "
                        + CODE.length + " bytes");
    }

    @Test
    void aGenerationThatTheSourceHasLostDisagrees() throws IOException {
        Files.delete(temporary.resolve("near").resolve(NEWEST));

        assertThat(told(verify()))
                .contains("COPIES_DISAGREE: copy rotterdam holds " + NEWEST
                        + " of 2026-11-21T02:00:00Z, which the source does not; its newest is " + YESTERDAY
                        + " of 2026-11-20T02:00:00Z");
    }

    @Test
    void aCopyThatIsANightBehindIsSilentAndOneThatIsTwoLags() throws IOException {
        Files.delete(temporary.resolve("far").resolve(NEWEST));
        assertThat(told(verify())).isEmpty();

        Files.delete(temporary.resolve("far").resolve(YESTERDAY));
        assertThat(told(verify()))
                .containsExactly("COPY_LAGS: the newest of copy rotterdam, " + BEFORE
                        + ", is 2d older than that of the source, " + NEWEST + ", expected at most 1d 2h");
    }

    @Test
    void theSourceOnceMoreUnderAnotherNameIsNoCopy() throws IOException {
        for (String name : List.of(BEFORE, YESTERDAY, NEWEST)) {
            Path there = temporary.resolve("far").resolve(name);
            Files.delete(there);
            Files.createSymbolicLink(there, temporary.resolve("near").resolve(name));
        }
        String told = "COPIES_TOO_FEW: copy rotterdam is no copy: its newest, "
                + temporary.resolve("far").resolve(NEWEST) + ", is the very file that source has";
        assertThat(told(verify())).containsExactly(told);

        // Nor is one of hard links, which stands on the same blocks.
        Files.delete(temporary.resolve("far").resolve(NEWEST));
        Files.createLink(
                temporary.resolve("far").resolve(NEWEST),
                temporary.resolve("near").resolve(NEWEST));
        assertThat(told(verify())).containsExactly(told);
    }

    @Test
    void anEmptyCopyIsMissingAndOneThatIsNotThereIsNotKnown() throws IOException {
        for (String name : List.of(BEFORE, YESTERDAY, NEWEST)) {
            Files.delete(temporary.resolve("far").resolve(name));
        }
        assertThat(told(verify())).containsExactly("ARTIFACT_MISSING: there is no artifact in copy rotterdam");

        Files.delete(temporary.resolve("far"));
        Outcome gone = verify();
        assertThat(gone.verdict()).isEqualTo(Verdict.COULD_NOT_VERIFY);
        assertThat(told(gone)).singleElement().asString().startsWith("SOURCE_UNREACHABLE: copy rotterdam: ");
    }

    @Test
    void oneCopyLessThanThreeIsTooFew() throws IOException {
        more = "placement: {copies: 4}";

        assertThat(told(verify()))
                .containsExactly("COPIES_TOO_FEW: 3 copies, production's data among them, expected at least 4");
    }

    @Test
    void oneMediumIsTooFew() throws IOException {
        far = "domain: {site: rotterdam}, medium: disk";

        assertThat(told(verify()))
                .containsExactly("COPIES_TOO_FEW: the copies state 1 different media (disk), expected at least 2");
    }

    @Test
    void noCopyElsewhereIsTooFewWhateverElseTheyShare() throws IOException {
        far = "domain: {site: rotterdam, account: billing}, medium: tape";
        more = "production: {site: fremont, account: billing, host: fremont-1, medium: disk}";
        near = "domain: {site: fremont, host: nas-1}, medium: disk";

        assertThat(told(verify()))
                .containsExactlyInAnyOrder(
                        "COPIES_TOO_FEW: 0 copies are known to share no failure domain with production, expected at least 1",
                        "COPY_WITH_PRODUCTION: copy rotterdam goes with production when it is lost: account billing",
                        "COPY_DELETABLE: copy rotterdam can be deleted with production's credentials:"
                                + " it is not mounted read-only");
    }

    @Test
    void aCopyOnProductionsOwnHostIsWarnedOf() throws IOException {
        near = "domain: {site: fremont, host: fremont-1}, medium: disk";

        Outcome outcome = verify();

        assertThat(outcome.verdict()).isEqualTo(Verdict.PASSED);
        assertThat(told(outcome))
                .containsExactly(
                        "COPY_WITH_PRODUCTION: copy source goes with production when it is lost: host fremont-1");
    }

    @Test
    void aCodeBaseWhoseCopiesAllStandWithProductionFails() throws IOException {
        far = "name: basement, domain: {site: fremont, host: nas-2}, medium: tape";

        assertThat(told(verify()))
                .containsExactly("ONLY_WITH_PRODUCTION: all of its copies stand with production: site fremont");
    }

    @Test
    void aCopyThatDoesNotComeBackIsReplacedByTheSameElsewhere() throws IOException {
        put("near", NEWEST, Arrays.copyOf(CODE, 100));

        assertThat(told(verify()))
                .contains("LAST_RESTORABLE: last restorable: " + NEWEST + ", of 2026-11-21T02:00:00Z, 4h old")
                .contains("COPIES_DISAGREE: copy rotterdam has " + CODE.length + " bytes of " + NEWEST
                        + ", the source 100 bytes");
    }

    @Test
    void nothingIsAskedWhereNobodySaysWhereAnythingStands() throws IOException {
        Files.writeString(temporary.resolve("code.yml"), """
                backup: code
                severity: critical
                source: {directory: near, newest: "code-*"}
                restore: {files: {}}
                """);

        assertThat(told(verify(plan()))).isEmpty();
    }

    @Test
    void mistakesAreToldAtOnce() throws IOException {
        Files.writeString(temporary.resolve("code.yml"), """
                backup: code
                source: {directory: near, newest: "code-*"}
                copies:
                  - {name: far, directory: far, domain: {side: rotterdam}}
                  - {name: far, directory: far}
                  - {name: ftp, ftp: far}
                placement: {prove-within: 3d}
                restore: {files: {}}
                """);
        Problems problems = new Problems();
        Catalog catalog = new CatalogReader().read(temporary, problems);
        Registry.plan(catalog.backups(), catalog.common());
        catalog.finish();

        assertThat(problems.all())
                .extracting(Problem::key, Problem::message)
                .containsExactlyInAnyOrder(
                        tuple("copies[0].domain.side", "unknown key"),
                        tuple("copies[1]", "there is another copy `far`"),
                        tuple("copies[2]", "names no kind that this version knows"),
                        tuple("copies", "4 copies, one restored in each run, cannot all be proven within 3d"));
    }

    private void put(String place, String name, byte[] bytes) throws IOException {
        Path file = Files.write(temporary.resolve(place).resolve(name), bytes);
        // What was written just now is looked at twice.
        Files.setLastModifiedTime(file, FileTime.from(NOW.minusSeconds(4 * 3600)));
    }

    private Outcome verify() throws IOException {
        Files.writeString(temporary.resolve("catalog.yml"), "production: " + production + "\n");
        Files.writeString(temporary.resolve("code.yml"), """
                backup: code
                severity: critical
                source: {directory: near, newest: "code-{time:yyyyMMdd'T'HHmmss'Z'}.tar.gz", %s}
                copies:
                  - {directory: far, newest: "code-{time:yyyyMMdd'T'HHmmss'Z'}.tar.gz", %s}
                restore: {files: {}}
                %s
                """.formatted(near, far, more));
        return verify(plan());
    }

    private Plan plan() {
        Problems problems = new Problems();
        Catalog catalog = new CatalogReader().read(temporary, problems);
        List<Plan> plans = Registry.plan(catalog.backups(), catalog.common());
        catalog.finish();
        problems.throwIfAny();
        return plans.get(0);
    }

    private Outcome verify(Plan plan) throws IOException {
        try (RunFolder folder = RunFolder.create(Files.createDirectories(temporary.resolve("run")))) {
            Surroundings run = new Surroundings(
                    () -> {
                        throw new CannotTell(FindingCode.SANDBOX_UNAVAILABLE, "no engine", "start it");
                    },
                    Admission.ofAll(),
                    folder,
                    NOW,
                    Progress.SILENT,
                    Masking.NONE);
            return new Verification(plan, run, new Stopwatch(), alarms).verify();
        }
    }

    private static List<String> told(Outcome outcome) {
        return outcome.findings().stream().map(CopiesTest::line).toList();
    }

    private static String line(Finding finding) {
        return finding.code() + ": " + finding.message();
    }
}
