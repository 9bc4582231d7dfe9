package io.restoreverifier.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.restoreverifier.history.LastPassed;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.NotDue;
import io.restoreverifier.model.Outcome;
import io.restoreverifier.model.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which backups a night leaves out, by {@code every: 7d}. */
class DueTest {
    private static final Duration WEEK = Duration.ofDays(7);
    private static final Instant MONDAY = Instant.parse("2026-11-16T03:12:00Z");

    @TempDir
    Path folder;

    private Path declaration;
    private InMemorySource source = SmallPlans.source();

    @BeforeEach
    void declare() throws IOException {
        declaration = Files.writeString(folder.resolve("code.yml"), "backup: code");
    }

    @Test
    void withoutAProofItIsDue() {
        assertThat(at(MONDAY).plans()).hasSize(1);
        assertThat(at(MONDAY).notDue()).isEmpty();
    }

    @Test
    void onceProvenItIsLeftOutForAWeek() {
        at(MONDAY).keep(List.of(passed(MONDAY)));

        Due tuesday = at(MONDAY.plus(Duration.ofDays(1)));

        assertThat(tuesday.plans()).isEmpty();
        assertThat(tuesday.notDue())
                .containsExactly(new NotDue(
                        "code",
                        plan().backup().labels(),
                        WEEK,
                        MONDAY,
                        "code",
                        MONDAY.plus(Duration.ofDays(7)).minus(Duration.ofHours(12))));
        assertThat(at(MONDAY.plus(Duration.ofDays(6))).plans()).isEmpty();
    }

    @Test
    void aRunThatBeginsALittleEarlierAWeekLaterFindsItDue() {
        at(MONDAY).keep(List.of(passed(MONDAY)));

        assertThat(at(MONDAY.plus(WEEK).minus(Duration.ofMinutes(20))).plans()).hasSize(1);
    }

    @Test
    void anotherDeclarationMustBeProvenAnew() throws IOException {
        at(MONDAY).keep(List.of(passed(MONDAY)));
        Files.writeString(declaration, "backup: code # changed");

        assertThat(at(MONDAY.plus(Duration.ofDays(1))).plans()).hasSize(1);
    }

    @Test
    void anotherDefaultForAllMustBeProvenAnew() throws IOException {
        at(MONDAY).keep(List.of(passed(MONDAY)));
        Files.writeString(folder.resolve("catalog.yml"), "zone: Europe/Berlin");

        assertThat(at(MONDAY.plus(Duration.ofDays(1))).plans()).hasSize(1);
    }

    @Test
    void anOriginThatHangsHoldsUpNobodyAndIsVerified() {
        at(MONDAY).keep(List.of(passed(MONDAY)));
        Plan hanging = SmallPlans.every(
                WEEK, SmallPlans.files("code", new HangingSource(), Duration.ofMinutes(1)), declaration);

        Due due = assertTimeout(
                Duration.ofSeconds(10),
                () -> Due.of(
                        List.of(hanging),
                        new LastPassed(folder),
                        new Due.Night(SmallPlans.NOW, MONDAY.plus(Duration.ofDays(1)), Duration.ofMillis(200))));

        assertThat(due.plans()).containsExactly(hanging);
    }

    @Test
    void whatDidNotPassIsDueTheNextNight() {
        at(MONDAY).keep(List.of(passed(MONDAY)));
        Instant sunday = MONDAY.plus(WEEK);
        at(sunday).keep(List.of(failed(sunday)));

        assertThat(at(sunday.plus(Duration.ofDays(1))).plans()).hasSize(1);
    }

    @Test
    void aBackupJobThatStoppedIsNoticedInBetween() {
        at(MONDAY).keep(List.of(passed(MONDAY)));

        source = new InMemorySource();
        assertThat(at(MONDAY.plus(Duration.ofDays(1))).plans()).hasSize(1);
        source = new InMemorySource()
                .with("old", SmallPlans.NOW.minus(SmallPlans.DAY).minusSeconds(1), SmallPlans.archive("a", "b"));
        assertThat(at(MONDAY.plus(Duration.ofDays(1))).plans()).hasSize(1);
        source = new InMemorySource().unreachable();
        assertThat(at(MONDAY.plus(Duration.ofDays(1))).plans()).hasSize(1);
    }

    @Test
    void aClockThatWasSetBackProvesNothing() {
        at(MONDAY).keep(List.of(passed(MONDAY)));

        assertThat(at(MONDAY.minus(Duration.ofDays(1))).plans()).hasSize(1);
    }

    private Due at(Instant clock) {
        return Due.of(
                List.of(plan()), new LastPassed(folder), new Due.Night(SmallPlans.NOW, clock, Duration.ofSeconds(2)));
    }

    private Plan plan() {
        return SmallPlans.every(WEEK, SmallPlans.files("code", source, Duration.ofMinutes(1)), declaration);
    }

    private Outcome passed(Instant started) {
        return SmallPlans.outcome(plan(), List.of(), started);
    }

    private Outcome failed(Instant started) {
        Finding corrupt = Finding.error(FindingCode.ARTIFACT_CORRUPT, Stage.INSPECT, "", "it is broken", "");
        return SmallPlans.outcome(plan(), List.of(corrupt), started);
    }
}
