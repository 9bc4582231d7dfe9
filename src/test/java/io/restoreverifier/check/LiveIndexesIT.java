package io.restoreverifier.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.restoreverifier.model.CheckResult;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Objective;
import io.restoreverifier.model.RestoredPostgresql;
import io.restoreverifier.model.Status;
import io.restoreverifier.run.JavaTest;
import io.restoreverifier.run.RestoreRun;
import io.restoreverifier.run.RunOptions;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Indexes that no dump brings: pg_dump leaves those out that are not valid, and a restore builds the others anew. So
 * the sample database is restored, and broken where it stands.
 */
class LiveIndexesIT {
    @TempDir
    static Path home;

    private static RestoreRun run;
    private static JavaTest restored;

    @BeforeAll
    static void restore() {
        Properties properties = new Properties();
        properties.setProperty("restore.catalog", "restore-tests");
        properties.setProperty("restore.report", home.resolve("report").toString());
        properties.setProperty("restore.history", home.resolve("history").toString());
        properties.setProperty("restore.allure", System.getProperty("restore.allure", "target/allure/allure-2.34.1"));
        run = RestoreRun.open(RunOptions.from(properties));
        restored = run.restoreFor("customer-database", "live indexes");
    }

    @AfterAll
    static void dispose() {
        restored.end();
        run.close();
    }

    @Test
    void wholeIndexesPass() {
        assertThat(put(CatalogObjectsCheck.validIndexes()))
                .extracting(CheckResult::status)
                .containsOnly(Status.PASSED);
        assertThat(put(new AmcheckCheck(false))).singleElement().satisfies(result -> {
            assertThat(result.status()).isEqualTo(Status.PASSED);
            assertThat(result.found()).matches("\\d\\d\\d tables and \\d\\d\\d indexes hold, catalogs included");
        });
    }

    @Test
    void anIndexThatIsNotValidIsTold() throws SQLException {
        execute("update pg_index set indisvalid = false where indexrelid = 'contacts_name_idx'::regclass");
        try {
            Finding finding = only(CatalogObjectsCheck.validIndexes());

            assertThat(finding.code()).isEqualTo(FindingCode.INDEX_INVALID);
            assertThat(finding.message()).isEqualTo("contacts_name_idx: index is not valid, on table contacts");
        } finally {
            execute("update pg_index set indisvalid = true where indexrelid = 'contacts_name_idx'::regclass");
        }
    }

    /** As a collation of the operating system that changed does it: what is in the index is not what it would be now. */
    @Test
    void anIndexThatDoesNotHoldItsTableIsTold() throws SQLException {
        execute("create function label(text) returns text immutable language sql as 'select lower($1)'");
        execute("create index contacts_label_idx on contacts (label(name))");
        execute("create or replace function label(text) returns text immutable language sql as 'select reverse($1)'");
        try {
            Finding finding = only(new AmcheckCheck(false));

            assertThat(finding.code()).isEqualTo(FindingCode.INDEX_CORRUPT);
            assertThat(finding.message())
                    .matches("index contacts_label_idx does not hold: ERROR: heap tuple \\(\\d+,\\d+\\) from table"
                            + " \"contacts\" lacks matching index tuple within index \"contacts_label_idx\"");
        } finally {
            execute("drop index contacts_label_idx");
        }
    }

    /** As pages that went back to an earlier state do it: rows that are older than what the table claims to have frozen. */
    @Test
    void aTableThatDoesNotHoldIsTold() throws SQLException {
        execute("create table later as select name from staff");
        execute("update pg_class set relfrozenxid = (pg_current_xact_id()::text)::xid where oid = 'later'::regclass");
        try {
            Finding finding = only(new AmcheckCheck(false));

            assertThat(finding.code()).isEqualTo(FindingCode.PAGE_CORRUPT);
            assertThat(finding.message())
                    .matches("table later does not hold: \\d+ faults, such as: xmin \\d+ precedes relation freeze"
                            + " threshold 0:\\d+");
        } finally {
            execute("drop table later");
        }
    }

    private static Finding only(Check check) {
        List<Finding> findings = put(check).stream()
                .flatMap(result -> result.findings().stream())
                .toList();
        assertThat(findings).hasSize(1);
        return findings.get(0);
    }

    private static List<CheckResult> put(Check check) {
        return check.put(new Subject(
                        database(),
                        null,
                        null,
                        Instant.now(),
                        Optional.empty(),
                        Objective.none(),
                        Duration.ofMinutes(1)))
                .results();
    }

    private static void execute(String sql) throws SQLException {
        try (Connection connection = database().connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static RestoredPostgresql database() {
        return (RestoredPostgresql) restored.restored().orElseThrow();
    }
}
