package io.restoreverifier.check;

import io.restoreverifier.model.CheckResult;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.ServerMessage;
import io.restoreverifier.model.Stage;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code amcheck: true}: every B-tree index against its table, by the extension amcheck ({@code bt_index_check} with
 * heapallindexed). An option, since the indexes of a logical restore were only just built.
 */
final class AmcheckCheck extends DatabaseCheck {
    private static final String INDEXES = """
            select c.oid, c.oid::regclass::text from pg_index i
            join pg_class c on c.oid = i.indexrelid
            join pg_am am on am.oid = c.relam
            join pg_namespace n on n.oid = c.relnamespace
            where am.amname = 'btree' and c.relkind = 'i' and c.relpersistence <> 't'
              and i.indisready and i.indisvalid and n.nspname not in ('pg_catalog', 'pg_toast', 'information_schema')
            order by 2""";

    private record Index(long oid, String name) {}

    @Override
    public String name() {
        return "amcheck";
    }

    @Override
    CheckReport put(Connection connection, Subject subject) throws SQLException {
        String schema = install(connection);
        List<CheckResult> bad = new ArrayList<>();
        List<Index> indexes = indexes(connection);
        for (Index index : indexes) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("select " + schema + ".bt_index_check(" + index.oid() + "::regclass, true)");
            } catch (SQLException e) {
                throwIfNotAnswered(e, name());
                bad.add(corrupt(index, e));
            }
        }
        if (!bad.isEmpty()) {
            return CheckReport.of(bad);
        }
        return CheckReport.of(
                indexes.isEmpty()
                        ? CheckResult.notApplicable(name(), "", "every index holds", "the database has no B-tree index")
                        : CheckResult.passed(name(), "", "every index holds", indexes.size() + " indexes hold"));
    }

    /** In a schema of its own when the database does not have it, so that nothing of the restored data is changed. */
    private static String install(Connection connection) throws SQLException {
        connection.setReadOnly(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("create schema if not exists restore_verifier");
            statement.execute("create extension if not exists amcheck schema restore_verifier");
            try (ResultSet row = statement.executeQuery("""
                    select quote_ident(n.nspname) from pg_extension e join pg_namespace n on n.oid = e.extnamespace
                    where e.extname = 'amcheck'""")) {
                row.next();
                return row.getString(1);
            }
        }
    }

    private static List<Index> indexes(Connection connection) throws SQLException {
        List<Index> indexes = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(INDEXES)) {
            while (row.next()) {
                indexes.add(new Index(row.getLong(1), row.getString(2)));
            }
        }
        return indexes;
    }

    private CheckResult corrupt(Index index, SQLException e) {
        String message = ServerMessage.of(e);
        return CheckResult.withFinding(
                name(),
                index.name(),
                "holds",
                message,
                Finding.error(
                        FindingCode.INDEX_CORRUPT,
                        Stage.CHECK,
                        index.name(),
                        "index " + index.name() + " does not hold: " + message,
                        "check the same index in production: select bt_index_check('" + index.name() + "', true)"));
    }
}
