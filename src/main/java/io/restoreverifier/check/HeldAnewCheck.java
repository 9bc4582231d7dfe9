package io.restoreverifier.check;

import io.restoreverifier.model.CheckResult;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Restored;
import io.restoreverifier.model.RestoredDatabase;
import io.restoreverifier.model.Stage;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * By default of what came back page by page: what a unique index or a foreign key promises holds for the rows themselves, which are
 * read without any index. A dump is held to it while it is restored.
 */
final class HeldAnewCheck extends DatabaseCheck {
    private static final String WITHOUT_INDEXES =
            "set enable_indexscan = off; set enable_indexonlyscan = off; set enable_bitmapscan = off";

    /** A query that counts what breaks the promise, for each index. NULLs are never equal, but where the index says so. */
    private static final String UNIQUE_INDEXES = """
            select i.indexrelid::regclass::text, i.indrelid::regclass::text,
              'select count(*) from (select 1 from only ' || i.indrelid::regclass || ' where '
              || coalesce('(' || pg_get_expr(i.indpred, i.indrelid) || ') and ', '')
              || case when to_jsonb(i) ->> 'indnullsnotdistinct' = 'true' then 'true' else k.there end
              || ' group by ' || k.columns || ' having count(*) > 1) doubled'
            from pg_index i join pg_class c on c.oid = i.indexrelid join pg_namespace n on n.oid = c.relnamespace
            join pg_am am on am.oid = c.relam and am.amname = 'btree',
            lateral (select string_agg('(' || pg_get_indexdef(i.indexrelid, k, true) || ')', ', ' order by k) as columns,
                       string_agg('(' || pg_get_indexdef(i.indexrelid, k, true) || ') is not null', ' and ') as there
                     from generate_series(1, i.indnkeyatts) k) k
            where i.indisunique and i.indisvalid and c.relkind = 'i' and c.relpersistence <> 't'
              and n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast')
            order by 1""";

    private static final String FOREIGN_KEYS = """
            select quote_ident(f.conname), f.conrelid::regclass::text,
              'select count(*) from ' || f.conrelid::regclass || ' a where ' || k.there
              || ' and not exists (select from ' || f.confrelid::regclass || ' b where ' || k.equal || ')'
            from pg_constraint f,
            lateral (select string_agg(format('a.%I is not null', a.attname), ' and ') as there,
                       string_agg(format('a.%I = b.%I', a.attname, b.attname), ' and ') as equal
                     from unnest(f.conkey, f.confkey) k (a, b)
                     join pg_attribute a on a.attrelid = f.conrelid and a.attnum = k.a
                     join pg_attribute b on b.attrelid = f.confrelid and b.attnum = k.b) k
            where f.contype = 'f' and f.convalidated and f.conparentid = 0
              and to_jsonb(f) ->> 'conperiod' is distinct from 'true'
            order by 2, 1""";

    private final String name;
    private final String queries;
    private final FindingCode code;
    private final String what;
    private final String broken;

    private HeldAnewCheck(String name, String queries, FindingCode code, String what, String broken) {
        this.name = name;
        this.queries = queries;
        this.code = code;
        this.what = what;
        this.broken = broken;
    }

    static HeldAnewCheck uniqueIndexes() {
        return new HeldAnewCheck(
                "duplicates",
                UNIQUE_INDEXES,
                FindingCode.INDEX_CORRUPT,
                "unique index",
                "values are there more than once");
    }

    static HeldAnewCheck foreignKeys() {
        return new HeldAnewCheck(
                "foreign-keys", FOREIGN_KEYS, FindingCode.CONSTRAINT_NOT_VALID, "foreign key", "rows refer to none");
    }

    /** A promise, and the query that counts what breaks it. */
    private record Promise(String name, String table, String sql) {}

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean concerns(Restored restored) {
        return isPhysical(restored);
    }

    @Override
    CheckReport put(Connection connection, Subject subject) throws SQLException {
        List<Promise> promises = promises(connection);
        List<CheckResult> bad = SideBySide.over(promises, (RestoredDatabase) subject.restored(), this::held);
        return bad.isEmpty()
                ? CheckReport.of(CheckResult.passed(
                        name, "", "every " + what + " holds for the rows", promises.size() + " hold"))
                : CheckReport.of(bad);
    }

    private List<Promise> promises(Connection connection) throws SQLException {
        List<Promise> promises = new ArrayList<>();
        try (Statement statement = connection.createStatement()) {
            statement.execute("set search_path = ''");
            try (ResultSet row = statement.executeQuery(queries)) {
                while (row.next()) {
                    promises.add(new Promise(row.getString(1), row.getString(2), row.getString(3)));
                }
            }
        }
        return promises;
    }

    private Optional<CheckResult> held(Promise promise, Connection connection) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(WITHOUT_INDEXES);
            try (ResultSet row = statement.executeQuery(promise.sql())) {
                row.next();
                return row.getLong(1) == 0 ? Optional.empty() : Optional.of(broken(promise, row.getLong(1)));
            }
        } catch (SQLException e) {
            throwIfNotAnswered(e, name);
            return Optional.of(queryFailed(name, promise.name(), "an answer", e));
        }
    }

    private CheckResult broken(Promise promise, long count) {
        return CheckResult.withFinding(
                name,
                promise.name(),
                "holds",
                TableName.number(count),
                Finding.error(
                        code,
                        Stage.CHECK,
                        promise.name(),
                        what + " " + promise.name() + " of table " + promise.table() + " does not hold: "
                                + TableName.number(count) + " " + broken,
                        "ask production the same, without its indexes: set enable_indexscan = off and its like"));
    }
}
