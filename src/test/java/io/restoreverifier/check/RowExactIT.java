package io.restoreverifier.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.restoreverifier.inspect.Inspector;
import io.restoreverifier.model.Artifact;
import io.restoreverifier.model.CheckResult;
import io.restoreverifier.model.FetchedArtifact;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Inspection;
import io.restoreverifier.model.Objective;
import io.restoreverifier.model.PastOutcome;
import io.restoreverifier.model.RestoredPostgresql;
import io.restoreverifier.model.Status;
import io.restoreverifier.model.Verdict;
import io.restoreverifier.run.JavaTest;
import io.restoreverifier.run.RestoreRun;
import io.restoreverifier.run.RunOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Properties;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What no restore tool does to rows by itself is done to the sample database where it stands, and undone. */
class RowExactIT {
    @TempDir
    static Path home;

    private static RestoreRun run;
    private static JavaTest restored;
    private static Inspection inspection;

    @BeforeAll
    static void restore() throws IOException {
        Path file = Path.of("fixtures/backups/customers/customers-20261121T021500Z.dump");
        Artifact artifact = new Artifact(
                "newest", "fixtures", Files.size(file), Instant.EPOCH, Artifact.TimeFrom.MODIFICATION_TIME);
        inspection = Inspector.standard()
                .inspect(new FetchedArtifact(artifact, file, artifact.bytes(), Map.of(), false), through -> {});
        Properties properties = new Properties();
        properties.setProperty("restore.catalog", "restore-tests");
        properties.setProperty("restore.report", home.resolve("report").toString());
        properties.setProperty("restore.history", home.resolve("history").toString());
        properties.setProperty("restore.allure", System.getProperty("restore.allure", "target/allure/allure-2.34.1"));
        run = RestoreRun.open(RunOptions.from(properties));
        restored = run.restoreFor("customer-database", "row exact");
    }

    @AfterAll
    static void dispose() {
        restored.end();
        run.close();
    }

    @Test
    void whatCameBackHoldsTheRowsOfTheDump() {
        assertThat(put()).extracting(CheckResult::status).containsExactly(Status.PASSED, Status.PASSED, Status.PASSED);
        assertThat(put().get(1).found())
                .matches("24 tables with 79 128 rows hold the rows of the dump, digest [0-9a-f]{32}");
        assertThat(put().get(2).subject()).isEqualTo("large objects");
        assertThat(put().get(2).found()).matches("[1-9][\\d ]* with digest [0-9a-f]{32}, those of the dump");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "update customers set name = name || ' ' where id = 7 # update customers set name = left(name, -1) where id = 7",
                "alter table ticket_messages drop constraint ticket_messages_pkey; insert into ticket_messages select * from ticket_messages where id = 5 # delete from ticket_messages where ctid = (select max(ctid) from ticket_messages where id = 5)"
            })
    void oneRowThatIsNotTheSameIsTold(String breaking, String mending) throws SQLException {
        execute(breaking);
        try {
            Finding finding = only();

            assertThat(finding.code()).isEqualTo(FindingCode.ROWS_DIFFER);
            assertThat(finding.message())
                    .matches("table \\w+ does not hold the rows of the dump: expected [\\d ]+ rows with digest"
                            + " [0-9a-f]{32}, found [\\d ]+ rows with digest [0-9a-f]{32}");
            assertThat(finding.hint())
                    .isEqualTo("look for restore errors, and for triggers and rules that act on this table");
        } finally {
            execute(mending);
        }
        assertThat(put()).extracting(CheckResult::status).containsOnly(Status.PASSED);
    }

    @Test
    void aTableThatIsNotThereIsTold() throws SQLException {
        execute("alter table contacts rename to people");
        try {
            assertThat(only().message()).isEqualTo("table contacts is not there, and the dump holds 2 956 rows for it");
        } finally {
            execute("alter table people rename to contacts");
        }
    }

    @Test
    void whereMomentsAreWrittenDoesNotMatter() throws SQLException {
        execute("alter database clientarea set timezone = 'Asia/Kolkata'");
        assertThat(put()).extracting(CheckResult::status).containsOnly(Status.PASSED);
    }

    @Test
    void rowsAreHeldAgainstTheLastRunThatPassed() throws SQLException {
        assertThat(dropped(9_683)).isEmpty();
        assertThat(dropped(10_192)).isEmpty();

        assertThat(dropped(10_193)).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo(FindingCode.ROWS_DROPPED);
            assertThat(finding.message())
                    .isEqualTo("table invoices has 9 683 rows, and had 10 193 as of 2026-11-20T06:00:00Z, expected at"
                            + " most 5% fewer than in the last run that passed");
        });
    }

    @Test
    void withoutARunThatPassedThereIsNothingToHoldRowsAgainst() {
        assertThat(maxDrop(Optional.empty())).singleElement().satisfies(result -> {
            assertThat(result.status()).isEqualTo(Status.NOT_APPLICABLE);
            assertThat(result.found()).isEqualTo("9 683 rows; no earlier run passed");
        });
    }

    private static List<Finding> dropped(long before) {
        List<CheckResult> results = maxDrop(Optional.of(new PastOutcome(
                "customer-database",
                "earlier",
                Instant.parse("2026-11-20T06:00:00Z"),
                Verdict.PASSED,
                Optional.empty(),
                Optional.empty(),
                OptionalLong.empty(),
                "",
                Optional.empty(),
                Optional.empty(),
                Map.of("invoices", before))));
        assertThat(results).extracting(CheckResult::status).doesNotContain(Status.NOT_APPLICABLE);
        return results.stream().flatMap(result -> result.findings().stream()).toList();
    }

    private static List<CheckResult> maxDrop(Optional<PastOutcome> lastPassed) {
        RowsCheck.Expectation asked =
                new RowsCheck.Expectation(TableName.parse("invoices"), Optional.empty(), Optional.of("5%"));
        Subject subject = new Subject(
                database(),
                null,
                inspection,
                Instant.now(),
                Optional.empty(),
                Objective.none(),
                Duration.ofMinutes(1),
                Counterparts.NONE,
                () -> lastPassed,
                Map.of());
        return new RowsCheck(List.of(asked)).put(subject).results();
    }

    private static Finding only() {
        List<Finding> findings =
                put().stream().flatMap(result -> result.findings().stream()).toList();
        assertThat(findings).hasSize(1);
        return findings.get(0);
    }

    private static List<CheckResult> put() {
        return new RowExactCheck()
                .put(new Subject(
                        database(),
                        null,
                        inspection,
                        Instant.now(),
                        Optional.empty(),
                        Objective.none(),
                        Duration.ofMinutes(1)))
                .results();
    }

    private static void execute(String sql) throws SQLException {
        try (Connection connection = database().connect();
                Statement statement = connection.createStatement()) {
            statement.execute("set session_replication_role = replica; " + sql);
        }
    }

    private static RestoredPostgresql database() {
        return (RestoredPostgresql) restored.restored().orElseThrow();
    }
}
