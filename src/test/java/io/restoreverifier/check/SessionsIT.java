package io.restoreverifier.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.restoreverifier.model.RestoredPostgresql;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checks are given connections that have served before: nothing of whoever had one is in it, and nobody is in the way. */
class SessionsIT {
    private static final String PID = "select pg_backend_pid()";

    @TempDir
    static Path home;

    private static LiveSample sample;
    private static RestoredPostgresql database;

    @BeforeAll
    static void restore() {
        sample = LiveSample.restore(home);
        database = sample.database();
    }

    @AfterAll
    static void end() {
        sample.close();
    }

    @Test
    void whatServedBeforeIsAsNew() throws SQLException {
        String before;
        String role;
        try (Connection connection = database.connect()) {
            before = answer(connection, PID);
            role = answer(connection, "select current_user");
            run(
                    connection,
                    "create temporary table mine (n int)",
                    "prepare mine as select 1",
                    "select pg_advisory_lock(4711)",
                    "set search_path = nowhere",
                    "set statement_timeout = '1h'",
                    "set role billing_ro");
            connection.setReadOnly(true);
            connection.setAutoCommit(false);
            run(connection, "select 1");
        }

        try (Connection connection = database.connect()) {
            assertThat(answer(connection, PID)).as("the same session").isEqualTo(before);
            assertThat(connection.getAutoCommit()).isTrue();
            assertThat(connection.isReadOnly()).isFalse();
            assertThat(answer(connection, "show transaction_read_only")).isEqualTo("off");
            assertThat(answer(connection, "select current_user")).isEqualTo(role);
            assertThat(answer(connection, "show search_path")).isEqualTo("\"$user\", public");
            assertThat(answer(connection, "show statement_timeout")).isNotEqualTo("1h");
            assertThat(answer(connection, "select count(*) from pg_prepared_statements where name = 'mine'"))
                    .isEqualTo("0");
            assertThat(answer(connection, "select count(*) from pg_class where relname = 'mine'"))
                    .isEqualTo("0");
            assertThat(answer(connection, "select count(*) from pg_locks where locktype = 'advisory'"))
                    .isEqualTo("0");
        }
    }

    @Test
    void whatIsReadOnlyAgainIsReadOnly() throws SQLException {
        for (int time = 0; time < 2; time++) {
            try (Connection connection = database.connect()) {
                connection.setReadOnly(true);
                assertThat(answer(connection, "show transaction_read_only")).isEqualTo("on");
            }
        }
    }

    @Test
    void twoAtOnceAreTwo() throws SQLException {
        try (Connection one = database.connect();
                Connection other = database.connect()) {
            assertThat(answer(one, PID)).isNotEqualTo(answer(other, PID));
        }
    }

    @Test
    void whatHasEndedMeanwhileIsReplaced() throws SQLException {
        String ended;
        try (Connection killer = database.connect()) {
            try (Connection connection = database.connect()) {
                ended = answer(connection, PID);
            }
            assertThat(answer(killer, "select pg_terminate_backend(" + ended + ", 10000)"))
                    .isEqualTo("t");
        }

        try (Connection one = database.connect();
                Connection other = database.connect()) {
            assertThat(answer(one, PID)).isNotEqualTo(ended);
            assertThat(answer(other, PID)).isNotEqualTo(ended);
        }
    }

    @Test
    void theDatabaseCanBeCopiedAfterwards() throws SQLException {
        try (Connection one = database.connect();
                Connection other = database.connect()) {
            run(one, "select 1");
            run(other, "select 1");
        }

        try (RestoredPostgresql.Copy copy = database.copy();
                Connection connection = copy.dataSource().getConnection()) {
            assertThat(answer(connection, "select count(*) from customers")).isEqualTo("1487");
        }
    }

    private static void run(Connection connection, String... statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static String answer(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            assertThat(result.next()).isTrue();
            return result.getString(1);
        }
    }
}
