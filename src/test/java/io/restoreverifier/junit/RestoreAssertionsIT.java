package io.restoreverifier.junit;

import static io.restoreverifier.junit.RestoreAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.restoreverifier.check.DoesNotHold;
import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.RestoredDatabase;
import io.restoreverifier.run.JavaTest;
import io.restoreverifier.run.RestoreRun;
import io.restoreverifier.run.RunOptions;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Properties;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Each assertion about a database, on the sample company's and on what is broken in it. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RestoreAssertionsIT {
    @TempDir
    static Path home;

    private static RestoreRun run;
    private static JavaTest test;
    private static RestoredDatabase database;

    @BeforeAll
    static void restore() {
        Properties properties = new Properties();
        properties.setProperty("restore.catalog", "restore-tests");
        properties.setProperty("restore.report", home.resolve("report").toString());
        properties.setProperty("restore.history", home.resolve("history").toString());
        properties.setProperty("restore.allure", System.getProperty("restore.allure", "target/allure/allure-2.34.1"));
        run = RestoreRun.open(RunOptions.from(properties));
        test = run.restoreFor("customer-database", "assertions");
        database = (RestoredDatabase) test.restored().orElseThrow();
    }

    @AfterAll
    static void dispose() {
        test.end();
        run.close();
    }

    @Test
    @Order(1)
    void whatIsWholeHolds() {
        assertThatCode(() -> {
                    assertThat(database)
                            .isSystem("select host from system_identity", "fremont-1")
                            .isDatabase("clientarea")
                            .hasDataWithin(Duration.ofHours(26))
                            .hasSchema(Path.of("restore-tests/reference/customer-database.schema"))
                            .hasAllThatItsDumpLists()
                            .hasViewsThatAnswer()
                            .hasNothingSwitchedOff()
                            .hasLocaleOfProduction()
                            .canBeDumpedAgain()
                            .hasNoSequenceBehind()
                            .hasNoInvalidIndex()
                            .hasNoUnprovenConstraint()
                            .hasTheRowsOfItsDump()
                            .isSound();
                    assertThat(database)
                            .table("invoices")
                            .exists()
                            .hasAtLeast(9_500)
                            .hasNewest("created_at", Duration.ofHours(26));
                    assertThat(database).query("select 1 + 1").returns(2).returns("> 1");
                })
                .doesNotThrowAnyException();
    }

    @Test
    @Order(2)
    void whatDoesNotHoldFailsWithTheMessageOfItsCheck() {
        fails(
                () -> assertThat(database).isSystem("select host from system_identity", "dallas-2"),
                "WRONG_SYSTEM: identity: expected dallas-2, found another text of 9 characters");
        fails(() -> assertThat(database).isDatabase("billing"), "WRONG_SYSTEM: ");
        fails(
                () -> assertThat(database).hasCanaryOf("fremont-1", Duration.ofHours(26)),
                "WRONG_SYSTEM: the restored database has no canary, expected one of system fremont-1");
        fails(() -> assertThat(database).hasDataWithin(Duration.ofMinutes(1)), "RPO_EXCEEDED: ");
        fails(
                () -> assertThat(database).table("people").exists(),
                "TABLE_MISSING: table people is not in the restored database");
        fails(() -> assertThat(database).table("staff").hasAtLeast(1_000_000), "ROWS_TOO_FEW: table staff has ");
        fails(
                () -> assertThat(database).table("invoices").hasNewest("created_at", Duration.ofMinutes(1)),
                "RPO_EXCEEDED: ");
        fails(() -> assertThat(database).query("select 1").returns(2), "QUERY_FAILED: select 1: expected 2, found 1");
        fails(() -> assertThat(database).query("select").returns(2), "QUERY_FAILED: ");
    }

    @Test
    @Order(3)
    void whatWasBrokenFails() throws SQLException {
        execute("update pg_index set indisvalid = false where indexrelid = 'contacts_name_idx'::regclass");
        fails(
                () -> assertThat(database).hasNoInvalidIndex(),
                "INDEX_INVALID: contacts_name_idx: index is not valid, on table contacts");
        execute("alter table tickets add constraint short check (length(subject) < 4) not valid");
        fails(() -> assertThat(database).hasNoUnprovenConstraint(), "CONSTRAINT_NOT_VALID: tickets.short: ");
        execute("select setval('invoices_id_seq', 1000)");
        fails(() -> assertThat(database).hasNoSequenceBehind(), "SEQUENCE_BEHIND: ");
        execute("alter table payments disable trigger user");
        fails(() -> assertThat(database).hasNothingSwitchedOff(), "TRIGGER_DISABLED: ");
        execute("alter table payments drop constraint payments_pkey cascade");
        fails(() -> assertThat(database).hasAllThatItsDumpLists(), "OBJECT_MISSING: ");
        fails(
                () -> assertThat(database).hasSchema(Path.of("restore-tests/reference/customer-database.schema")),
                "SCHEMA_DRIFTED: ");
        execute("create table later as select name from staff");
        execute("update pg_class set relfrozenxid = (pg_current_xact_id()::text)::xid where oid = 'later'::regclass");
        fails(() -> assertThat(database).isSound(), "PAGE_CORRUPT: table later does not hold: ");
        execute("update staff set active = not active where id = (select min(id) from staff)");
        fails(() -> assertThat(database).hasTheRowsOfItsDump(), "ROWS_DIFFER: ");
    }

    @Test
    @Order(4)
    void aDatabaseThatIsGoneIsNotKnown() {
        database.close();

        assertThatThrownBy(() -> assertThat(database).table("invoices").hasAtLeast(1))
                .isInstanceOf(CannotTell.class);
    }

    private static void fails(ThrowingCallable assertion, String beginning) {
        assertThatThrownBy(assertion).isInstanceOf(DoesNotHold.class).hasMessageStartingWith(beginning);
    }

    private static void execute(String sql) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
