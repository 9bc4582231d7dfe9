package io.restoreverifier.check;

import io.restoreverifier.model.CheckResult;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Restored;
import io.restoreverifier.model.RestoredDatabase;
import io.restoreverifier.model.ServerMessage;
import io.restoreverifier.model.Stage;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code amcheck: true}: every table page by page and every B-tree index against its table, catalogs and TOAST included,
 * by the extension amcheck ({@code verify_heapam}, and {@code bt_index_check} with heapallindexed): what pg_amcheck with
 * {@code --heapallindexed} does. By default of what came back page by page; an option otherwise, since what a logical
 * restore brings was only just built.
 */
final class AmcheckCheck extends DatabaseCheck {
    private static final String DATA_CORRUPTED = "XX001";
    private static final String RELATIONS = """
            select c.oid, case when n.nspname in ('pg_catalog', 'information_schema', 'pg_toast')
                               then n.nspname || '.' || c.relname else c.oid::regclass::text end,
                   c.relkind = 'i'
            from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_am am on am.oid = c.relam
            left join pg_index i on i.indexrelid = c.oid
            where c.relpersistence <> 't' and n.nspname !~ '^pg_(toast_)?temp'
              and (c.relkind = 'i' and am.amname = 'btree' and i.indisready and i.indisvalid
                   or c.relkind in ('r', 'm', 't') and am.amname = 'heap' and %s)
            order by pg_relation_size(c.oid) desc, 2""";

    private final boolean ofPhysicalAlone;

    /** @param ofPhysicalAlone whether it is put to what came back page by page and to nothing else */
    AmcheckCheck(boolean ofPhysicalAlone) {
        this.ofPhysicalAlone = ofPhysicalAlone;
    }

    @Override
    public boolean concerns(Restored restored) {
        return !ofPhysicalAlone || isPhysical(restored);
    }

    /** A table or an index. */
    private record Relation(long oid, String name, boolean index) {}

    /** How amcheck is called here: the schema it lies in, and whether it knows tables (since PostgreSQL 14). */
    private record Amcheck(String schema, boolean tables) {}

    @Override
    public String name() {
        return "amcheck";
    }

    @Override
    CheckReport put(Connection connection, Subject subject) throws SQLException {
        Amcheck amcheck = install(connection);
        List<Relation> relations = relations(connection, amcheck);
        List<CheckResult> bad = SideBySide.over(
                relations,
                (RestoredDatabase) subject.restored(),
                (relation, own) -> relation.index() ? index(relation, amcheck, own) : table(relation, amcheck, own));
        return bad.isEmpty() ? CheckReport.of(sound(relations)) : CheckReport.of(bad);
    }

    private CheckResult sound(List<Relation> relations) {
        long indexes = relations.stream().filter(Relation::index).count();
        long tables = relations.size() - indexes;
        return CheckResult.passed(
                name(),
                "",
                "every table and index holds",
                (tables == 0 ? "" : tables + " tables and ") + indexes + " indexes hold, catalogs included");
    }

    /** In a schema of its own when the database does not have it, so that nothing of the restored data is changed. */
    private static Amcheck install(Connection connection) throws SQLException {
        connection.setReadOnly(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("create schema if not exists restore_verifier");
            statement.execute("create extension if not exists amcheck schema restore_verifier");
            try (ResultSet row = statement.executeQuery("""
                    select quote_ident(n.nspname), exists (
                        select from pg_proc p where p.pronamespace = n.oid and p.proname = 'verify_heapam')
                    from pg_extension e join pg_namespace n on n.oid = e.extnamespace
                    where e.extname = 'amcheck'""")) {
                row.next();
                return new Amcheck(row.getString(1), row.getBoolean(2));
            }
        }
    }

    private static List<Relation> relations(Connection connection, Amcheck amcheck) throws SQLException {
        List<Relation> relations = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(RELATIONS.formatted(amcheck.tables()))) {
            while (row.next()) {
                relations.add(new Relation(row.getLong(1), row.getString(2), row.getBoolean(3)));
            }
        }
        return relations;
    }

    private Optional<CheckResult> index(Relation index, Amcheck amcheck, Connection connection) {
        try (Statement statement = connection.createStatement()) {
            statement.execute("select " + amcheck.schema() + ".bt_index_check(" + index.oid() + "::regclass, true)");
            return Optional.empty();
        } catch (SQLException e) {
            throwIfNotAnswered(e, name());
            String message = ServerMessage.of(e);
            return Optional.of(broken(
                    FindingCode.INDEX_CORRUPT,
                    index,
                    "index " + index.name() + " does not hold: " + message,
                    "check the same index in production: select bt_index_check('" + index.name() + "', true)"));
        }
    }

    private Optional<CheckResult> table(Relation table, Amcheck amcheck, Connection connection) throws SQLException {
        String sql = "select count(*), min(msg) from " + amcheck.schema() + ".verify_heapam(" + table.oid()
                + "::regclass, check_toast => true)";
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1) == 0
                    ? Optional.empty()
                    : Optional.of(broken(
                            FindingCode.PAGE_CORRUPT,
                            table,
                            "table " + table.name() + " does not hold: " + TableName.number(row.getLong(1))
                                    + " faults, such as: " + row.getString(2),
                            "check the same table in production: select * from verify_heapam('" + table.name() + "')"));
        } catch (SQLException e) {
            throwIfNotAnswered(e, name());
            return Optional.of(
                    DATA_CORRUPTED.equals(e.getSQLState())
                            ? broken(
                                    FindingCode.PAGE_CORRUPT,
                                    table,
                                    "table " + table.name() + " cannot be read: " + ServerMessage.of(e),
                                    "check the same table in production: select * from verify_heapam('" + table.name()
                                            + "')")
                            : queryFailed(name(), table.name(), "holds", e));
        }
    }

    private CheckResult broken(FindingCode code, Relation relation, String message, String hint) {
        return CheckResult.withFinding(
                name(),
                relation.name(),
                "holds",
                "does not hold",
                Finding.error(code, Stage.CHECK, relation.name(), message, hint));
    }
}
