package io.restoreverifier.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.restoreverifier.model.Finding;
import io.restoreverifier.model.PastOutcome;
import io.restoreverifier.model.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnomaliesTest {
    private static final Instant FIRST = Instant.parse("2026-10-01T02:15:00Z");
    private static final Duration DAY = Duration.ofDays(1);
    private static final Map<String, Long> ROWS = Map.of("customers", 1000L, "invoices", 9000L, "log", 500L);

    /** One night. */
    private record Night(int day, long bytes, String sha256, Map<String, Long> rows, long rto, long late) {
        static Night of(int day) {
            return new Night(day, 1_000_000 + day * 1000L, "sha-" + day, ROWS, 600, 0);
        }

        Night bytes(long other) {
            return new Night(day, other, sha256, rows, rto, late);
        }

        Night sha256(String other) {
            return new Night(day, bytes, other, rows, rto, late);
        }

        Night rows(Map<String, Long> other) {
            return new Night(day, bytes, sha256, other, rto, late);
        }

        Night rto(long seconds) {
            return new Night(day, bytes, sha256, rows, seconds, late);
        }

        Night late(long minutes) {
            return new Night(day, bytes, sha256, rows, rto, minutes);
        }

        PastOutcome outcome() {
            return outcome(Verdict.PASSED, Optional.empty());
        }

        PastOutcome outcome(Verdict verdict, Optional<Instant> newest) {
            Instant made = FIRST.plus(DAY.multipliedBy(day)).plus(Duration.ofMinutes(late));
            Instant asOf = FIRST.plus(DAY.multipliedBy(day)).plus(Duration.ofHours(9));
            return new PastOutcome(
                    "customers",
                    "run-" + day,
                    asOf,
                    verdict,
                    Optional.of("customers-" + day + ".dump"),
                    Optional.of(made),
                    OptionalLong.of(bytes),
                    sha256,
                    newest.map(at -> Duration.between(at, asOf)),
                    Optional.of(Duration.ofSeconds(rto)),
                    rows);
        }
    }

    private static List<PastOutcome> nights(int number) {
        List<PastOutcome> nights = new ArrayList<>();
        for (int day = 0; day < number; day++) {
            nights.add(Night.of(day).outcome());
        }
        return nights;
    }

    private static List<String> told(List<PastOutcome> past, PastOutcome now, boolean database) {
        return Anomalies.of(past, now, database, DAY).stream()
                .map(f -> f.severity() + " " + f.code() + (f.subject().isEmpty() ? "" : " " + f.subject()))
                .toList();
    }

    private static List<String> told(List<PastOutcome> past, Night now) {
        return told(past, now.outcome(), true);
    }

    @Test
    void whatIsNoTableIsNotMissed() {
        Map<String, Long> withCanary = new HashMap<>(ROWS);
        withCanary.put("./canary of fremont-1, nonce", -9L);

        assertThat(Anomalies.of(
                        List.of(Night.of(0).rows(withCanary).outcome()),
                        Night.of(1).outcome(),
                        true,
                        DAY))
                .isEmpty();
    }

    @Test
    void theFirstRunSaysNothing() {
        assertThat(told(List.of(), Night.of(0))).isEmpty();
        assertThat(told(nights(3), Night.of(3).bytes(1))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void ordinaryGrowthIsQuiet(long seed) {
        Random random = new Random(seed);
        List<PastOutcome> past = new ArrayList<>();
        double size = 50_000_000;
        double rows = 20_000;
        for (int day = 0; day < 365; day++) {
            size *= 1 + random.nextDouble() * 0.01;
            rows *= 1 + random.nextDouble() * 0.01;
            // A little more or less by compression, the log purged once a week, a machine that is busy now and then.
            Night night = new Night(
                    day,
                    (long) (size * (1 + random.nextGaussian() * 0.01)),
                    "sha-" + day,
                    Map.of("invoices", (long) rows, "log", day % 7 == 0 ? 500L : 20_000L, "events_" + day, 300L),
                    (long) (600 * (1 + random.nextDouble() * 0.4)),
                    random.nextInt(15));
            List<PastOutcome> window = past.subList(Math.max(0, past.size() - 36), past.size());
            // The first purge of all is the only one that nobody could expect.
            assertThat(told(window, night)).as("day %d", day).isEmpty();
            past.add(night.outcome());
        }
    }

    @Test
    void aWeeklyCycleIsQuiet() {
        List<PastOutcome> past = new ArrayList<>();
        for (int day = 0; day < 60; day++) {
            Night night = Night.of(day).bytes(day % 7 == 6 ? 100_000_000L + day : 5_000_000L + day);
            assertThat(told(past, night)).as("day %d", day).isSubsetOf("WARNING SIZE_JUMPED");
            past.add(night.outcome());
        }
        assertThat(told(past.subList(24, 60), Night.of(62).bytes(100_000_000))).isEmpty();
    }

    @Test
    void halfTheSizeIsAnErrorAndStaysOneTheNextDay() {
        List<PastOutcome> past = nights(20);

        assertThat(told(past, Night.of(20).bytes(400_000))).containsExactly("ERROR SIZE_DROPPED");

        past.add(Night.of(20).bytes(400_000).outcome(Verdict.FAILED, Optional.empty()));
        assertThat(told(past, Night.of(21).bytes(401_000))).containsExactly("ERROR SIZE_DROPPED");
    }

    @Test
    void theMessageSaysFoundAndExpected() {
        Finding finding = Anomalies.of(nights(20), Night.of(20).bytes(400_000).outcome(), true, DAY)
                .get(0);

        assertThat(finding.message())
                .isEqualTo("400 000 bytes, less than half of the smallest of the 20 artifacts that passed before,"
                        + " 1 000 000 bytes");
    }

    @Test
    void aSmallerDropAndAJumpAreWarnings() {
        assertThat(told(nights(20), Night.of(20).bytes(700_000))).containsExactly("WARNING SIZE_DROPPED");
        assertThat(told(nights(20), Night.of(20).bytes(5_000_000))).containsExactly("WARNING SIZE_JUMPED");
        assertThat(told(nights(20), Night.of(20).bytes(1_500_000))).isEmpty();
    }

    @Test
    void aSizeThatNeverChangesIsWarnedOfAndThenAnError() {
        List<PastOutcome> past = new ArrayList<>();
        for (int day = 0; day < 30; day++) {
            Night night = Night.of(day).bytes(3072);
            List<String> expected = day < 6 ? List.of() : List.of(day < 13 ? "WARNING SIZE_FLAT" : "ERROR SIZE_FLAT");
            assertThat(told(past, night)).as("day %d", day).isEqualTo(expected);
            past.add(night.outcome());
        }
    }

    @Test
    void aDatabaseThatIsWrittenOverIsNotFlat() {
        List<PastOutcome> past = new ArrayList<>();
        for (int day = 0; day < 30; day++) {
            Optional<Instant> newest =
                    Optional.of(FIRST.plus(DAY.multipliedBy(day)).minusSeconds(30));
            PastOutcome now = Night.of(day).bytes(3072).outcome(Verdict.PASSED, newest);
            assertThat(told(past, now, true)).isEmpty();
            past.add(now);
        }
    }

    @Test
    void theSameBytesUnderANewNameAreAnErrorForADatabase() {
        List<PastOutcome> past = nights(3);

        assertThat(told(past, Night.of(3).sha256("sha-2"))).containsExactly("ERROR SAME_AS_BEFORE");
        assertThat(told(past, Night.of(3).sha256("sha-0"))).containsExactly("ERROR SAME_AS_BEFORE");
    }

    @Test
    void codeThatNobodyChangesIsOnlyMentioned() {
        List<PastOutcome> past = new ArrayList<>();
        for (int day = 0; day < 30; day++) {
            PastOutcome now = Night.of(day)
                    .bytes(3072)
                    .sha256("same")
                    .rows(Map.of("files", 70L))
                    .outcome();
            assertThat(told(past, now, false)).isEqualTo(day < 13 ? List.of() : List.of("INFO SAME_AS_BEFORE"));
            past.add(now);
        }
    }

    @Test
    void theSameArtifactVerifiedAgainIsNoNews() {
        List<PastOutcome> past = nights(10);
        for (int i = 0; i < 30; i++) {
            past.add(Night.of(9).outcome());
        }

        assertThat(told(past, Night.of(9))).isEmpty();
    }

    @Test
    void aTableThatIsGoneIsWarnedOfAndMostOfThemAreAnError() {
        assertThat(told(nights(3), Night.of(3).rows(Map.of("customers", 1000L, "invoices", 9000L))))
                .containsExactly("WARNING TABLE_MISSING log");
        assertThat(told(nights(3), Night.of(3).rows(Map.of("other", 10_500L)))).containsExactly("ERROR TABLE_MISSING");
    }

    @Test
    void aTableThatIsMuchSmallerIsWarnedOfAndADatabaseThatIsIsAnError() {
        assertThat(told(nights(20), Night.of(20).rows(Map.of("customers", 400L, "invoices", 9000L, "log", 500L))))
                .containsExactly("WARNING ROWS_DROPPED customers");
        assertThat(told(nights(20), Night.of(20).rows(Map.of("customers", 1000L, "invoices", 900L, "log", 500L))))
                .containsExactly("ERROR ROWS_DROPPED");
    }

    @Test
    void aTreeThatLostMostOfItsFilesIsAnError() {
        List<PastOutcome> past = new ArrayList<>();
        for (int day = 0; day < 10; day++) {
            past.add(Night.of(day).rows(Map.of("files", 100L + day)).outcome());
        }

        assertThat(told(past, Night.of(10).rows(Map.of("files", 99L)).outcome(), false))
                .isEmpty();
        assertThat(told(past, Night.of(10).rows(Map.of("files", 70L)).outcome(), false))
                .containsExactly("WARNING FILE_MISSING");
        assertThat(told(past, Night.of(10).rows(Map.of("files", 40L)).outcome(), false))
                .containsExactly("ERROR FILE_MISSING");
    }

    @Test
    void aFolderThatIsGoneIsWarnedOfAndSoIsOneThatWasRenamed() {
        PastOutcome before =
                tree(0, Map.of("./src", 900L, "./src/main", 700L, "./docs", 100L, "./release-1.9", 50L, "./bin", 5L));

        assertThat(Anomalies.of(List.of(before), tree(1, Map.of("./docs", 100L, "./release-1.10", 50L)), false, DAY))
                .extracting(Finding::message, Finding::hint)
                .singleElement()
                .asString()
                .contains("a folder is gone that had 900 files in the last run that passed, of 2026-")
                .contains(": src\"")
                .contains("was it removed on purpose?");
        assertThat(Anomalies.of(
                        List.of(before),
                        tree(
                                1,
                                Map.of(
                                        "./source",
                                        900L,
                                        "./source/main",
                                        700L,
                                        "./documents",
                                        99L,
                                        "./release-2.0",
                                        50L)),
                        false,
                        DAY))
                .extracting(Finding::message, Finding::hint)
                .singleElement()
                .asString()
                .contains("2 folders are gone that had 1 000 files")
                .contains(": docs, src")
                .contains("was it renamed? as many files are in source, new since then");
    }

    @Test
    void aTreeWhoseFoldersAreAllThereOrWereNotCountedIsQuiet() {
        Map<String, Long> folders = Map.of("./src", 900L, "./src/main", 700L);

        assertThat(told(List.of(tree(0, folders)), tree(1, folders), false)).isEmpty();
        assertThat(told(List.of(tree(0, folders)), tree(1, Map.of()), false)).isEmpty();
        assertThat(told(List.of(tree(0, Map.of())), tree(1, folders), false)).isEmpty();
        assertThat(told(List.of(tree(0, Map.of("./tmp", 19L))), tree(1, folders), false))
                .isEmpty();
    }

    private static PastOutcome tree(int day, Map<String, Long> folders) {
        Map<String, Long> rows = new HashMap<>(folders);
        rows.put("files", 1000L);
        return Night.of(day).rows(rows).outcome();
    }

    @Test
    void recoveryThatTakesLongerAndLongerIsWarnedOf() {
        List<PastOutcome> past = new ArrayList<>();
        for (int day = 0; day < 30; day++) {
            past.add(Night.of(day).rto(600 + day * 30L).outcome());
        }

        assertThat(told(past, Night.of(30).rto(1500))).containsExactly("WARNING RTO_EXCEEDED");
        assertThat(told(past.subList(0, 10), Night.of(10).rto(5000))).isEmpty();
    }

    @Test
    void artifactsThatComeLaterEachDayAreWarnedOf() {
        List<PastOutcome> past = new ArrayList<>();
        for (int day = 0; day < 10; day++) {
            past.add(Night.of(day).late(day * 15L).outcome());
        }

        assertThat(told(past, Night.of(10).late(150))).containsExactly("WARNING ARTIFACT_STALE");
        assertThat(told(past, Night.of(10).late(130))).isEmpty();
    }

    @Test
    void whatWasLongNotProvenIsSaid() {
        List<PastOutcome> past = nights(5);

        assertThat(told(past, Night.of(20))).containsExactly("INFO PROVEN_LONG_AGO");

        for (int day = 5; day < 12; day++) {
            past.add(Night.of(day).outcome(Verdict.COULD_NOT_VERIFY, Optional.empty()));
        }
        assertThat(told(past, Night.of(12).outcome(Verdict.COULD_NOT_VERIFY, Optional.empty()), true))
                .containsExactly("WARNING PROVEN_LONG_AGO");
        assertThat(told(past, Night.of(12))).isEmpty();
    }
}
