package io.restoreverifier.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.restoreverifier.model.CheckResult;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Status;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The newest data are found without being told where to look. */
class FoundNewestDataIT {
    private static final Optional<Duration> DAY = Optional.of(Duration.ofHours(26));
    private static final FoundNewestDataCheck CHECK = new FoundNewestDataCheck(ZoneOffset.UTC, Optional.empty());

    @TempDir
    static Path home;

    private static LiveSample sample;

    @BeforeAll
    static void restore() {
        sample = LiveSample.restore(home);
    }

    @AfterAll
    static void dispose() {
        sample.close();
    }

    @Test
    void theNewestOfAllColumnsIsHeldAgainstTheRpo() {
        CheckResult result = sample.result(CHECK, DAY);

        assertThat(result.status()).isEqualTo(Status.PASSED);
        assertThat(result.expected()).isEqualTo("at most 1d 2h old");
        assertThat(result.found())
                .isEqualTo("2026-11-21T01:05:18Z, 4h 54m old, in audit_log.at; columns with planned times left out: 1");
        assertThat(sample.put(CHECK, DAY).age().orElseThrow()).isEqualTo(Duration.parse("PT4H54M42S"));
    }

    @Test
    void withoutAnObjectiveItIsInformation() {
        CheckResult result = sample.result(CHECK, Optional.empty());

        assertThat(result.status()).isEqualTo(Status.NOT_APPLICABLE);
        assertThat(result.found()).startsWith("no objective is stated; the newest is of 2026-11-21T01:05:18Z");
    }

    @Test
    void whatIsTooOldIsToldWithTheColumnItWasFoundIn() {
        Finding finding = sample.finding(CHECK, Optional.of(Duration.ofHours(1)));

        assertThat(finding.code()).isEqualTo(FindingCode.RPO_EXCEEDED);
        assertThat(finding.message())
                .isEqualTo("the newest data in any column for a time is 4h 54m old (of 2026-11-21T01:05:18Z, in"
                        + " audit_log.at), expected at most 1h old");
        assertThat(finding.hint())
                .isEqualTo(
                        "does the backup job still dump the live system? if nothing is written there for so long, say"
                                + " `newest-data: {quiet: WHY}`");
    }

    @Test
    void aQuietDatabaseIsNotHeld() {
        CheckResult result = sample.result(
                new FoundNewestDataCheck(ZoneOffset.UTC, Optional.of("written once a year")),
                Optional.of(Duration.ofHours(1)));

        assertThat(result.status()).isEqualTo(Status.NOT_APPLICABLE);
        assertThat(result.found())
                .startsWith("not held against the RPO: written once a year; the newest is of 2026-11");
    }

    @Test
    void aSlipIntoTheFutureIsLeftOutAndTheRestOfItsColumnCounts() throws SQLException {
        sample.execute(
                "create table notes (at timestamptz)",
                "insert into notes values ('2026-11-21 05:59:01+00'), ('2062-11-21 05:59:01+00'), ('infinity')");
        try {
            assertThat(sample.result(CHECK, DAY).found()).startsWith("2026-11-21T05:59:01Z, 59.0s old, in notes.at");
        } finally {
            sample.execute("drop table notes");
        }
    }

    @Test
    void aColumnOfPlansIsLeftOut() throws SQLException {
        String before = sample.result(CHECK, DAY).found();
        sample.execute(
                "create table plans (at timestamptz, n int)",
                "insert into plans select timestamptz '2026-11-21 05:59:00+00' + n * interval '1 day', n from"
                        + " generate_series(0, 11) n");
        try {
            assertThat(sample.result(CHECK, DAY).found())
                    .startsWith(before.replaceFirst(";.*", ""))
                    .contains("; columns with planned times left out: ");
            sample.execute("create index on plans (at)");
            assertThat(sample.result(CHECK, DAY).found())
                    .startsWith(before.replaceFirst(";.*", ""))
                    .contains("; columns with planned times left out: ");
        } finally {
            sample.execute("drop table plans");
        }
    }

    @Test
    void aTimestampWithoutZoneCountsInTheEntrysZone() throws SQLException {
        sample.execute(
                "create schema \"Odd \"\" one\"",
                "create table \"Odd \"\" one\".\"T\" (\"When?\" timestamp)",
                "insert into \"Odd \"\" one\".\"T\" values ('2026-11-21 06:59:30.25')");
        try {
            FoundNewestDataCheck inBerlin = new FoundNewestDataCheck(ZoneId.of("Europe/Berlin"), Optional.empty());
            assertThat(sample.result(inBerlin, DAY).found())
                    .startsWith("2026-11-21T05:59:30.250Z, 29.7s old, in Odd \" one.T.When?");
        } finally {
            sample.execute("drop schema \"Odd \"\" one\" cascade");
        }
    }

    @Test
    void whatAMigrationLeavesIsNoData() throws SQLException {
        String before = sample.result(CHECK, DAY).found();
        sample.execute(
                "create table flyway_of_ours as table flyway_schema_history",
                "update flyway_of_ours set installed_on = '2026-11-21 05:58:00'",
                "create table django_migrations (applied timestamptz)",
                "insert into django_migrations values ('2026-11-21 05:58:00+00')");
        try {
            assertThat(sample.result(CHECK, DAY).found()).isEqualTo(before);
        } finally {
            sample.execute("drop table flyway_of_ours", "drop table django_migrations");
        }
    }
}
