package io.restoreverifier.check;

import io.restoreverifier.model.CheckResult;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Stage;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * By default: no sequence is behind the column it feeds, since the first insert after a recovery would fail. Finds
 * serial and identity columns by ownership (pg_depend, deptype a and i), and defaults that call nextval (deptype n).
 */
final class SequencesCheck extends DatabaseCheck {
    private static final String OWNED = """
            select distinct sn.nspname, s.relname, tn.nspname, t.relname, a.attname, q.seqincrement,
                   coalesce(ps.last_value, 0), ps.last_value is not null
            from pg_class s
            join pg_namespace sn on sn.oid = s.relnamespace
            join pg_sequence q on q.seqrelid = s.oid
            join pg_sequences ps on ps.schemaname = sn.nspname and ps.sequencename = s.relname
            join (
              select objid as sequence, refobjid as tbl, refobjsubid as col from pg_depend
              where classid = 'pg_class'::regclass and refclassid = 'pg_class'::regclass
                and deptype in ('a', 'i') and refobjsubid > 0
              union
              select d.refobjid, ad.adrelid, ad.adnum from pg_depend d join pg_attrdef ad on ad.oid = d.objid
              where d.classid = 'pg_attrdef'::regclass and d.refclassid = 'pg_class'::regclass
            ) feeds on feeds.sequence = s.oid
            join pg_class t on t.oid = feeds.tbl
            join pg_namespace tn on tn.oid = t.relnamespace
            join pg_attribute a on a.attrelid = t.oid and a.attnum = feeds.col
            join pg_type ty on ty.oid = a.atttypid
            where s.relkind = 'S' and ty.typname in ('int2', 'int4', 'int8', 'numeric')
            order by 1, 2""";

    @Override
    public String name() {
        return "sequences";
    }

    private record Fed(TableName sequence, TableName table, String column, long increment, long last, boolean used) {}

    @Override
    CheckReport put(Connection connection, Subject subject) throws SQLException {
        List<CheckResult> results = new ArrayList<>();
        for (Fed fed : fed(connection)) {
            results.add(result(connection, fed));
        }
        return CheckReport.of(
                results.isEmpty()
                        ? List.of(CheckResult.notApplicable(
                                name(),
                                "",
                                "not behind their columns",
                                "the database has no sequence that feeds a column"))
                        : results);
    }

    private CheckResult result(Connection connection, Fed fed) throws SQLException {
        String extreme = fed.increment() > 0 ? "max" : "min";
        String column = fed.table() + "." + fed.column();
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(
                        "select " + extreme + "(\"" + fed.column().replace("\"", "\"\"") + "\") from "
                                + fed.table().quoted())) {
            result.next();
            long furthest = result.getLong(1);
            boolean empty = result.wasNull();
            String expected = "at " + extreme + " of " + column + " or beyond";
            boolean behind =
                    !empty && (!fed.used() || (fed.increment() > 0 ? fed.last() < furthest : fed.last() > furthest));
            return behind
                    ? behind(fed, column, expected, furthest)
                    : CheckResult.passed(
                            name(),
                            fed.sequence().toString(),
                            expected,
                            fed.used() ? "at " + fed.last() : "never used, the column is empty");
        }
    }

    private CheckResult behind(Fed fed, String column, String expected, long furthest) {
        String found = fed.used() ? "at " + fed.last() : "never used";
        return CheckResult.withFinding(
                name(),
                fed.sequence().toString(),
                expected,
                found,
                Finding.error(
                        FindingCode.SEQUENCE_BEHIND,
                        Stage.CHECK,
                        fed.sequence().toString(),
                        "sequence " + fed.sequence() + " is " + found + ", behind " + column + " which reaches "
                                + furthest,
                        "after a recovery: select setval('" + fed.sequence() + "', " + furthest
                                + "); was the dump made table by table?"));
    }

    private static List<Fed> fed(Connection connection) throws SQLException {
        List<Fed> fed = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(OWNED)) {
            while (row.next()) {
                fed.add(new Fed(
                        new TableName(row.getString(1), row.getString(2)),
                        new TableName(row.getString(3), row.getString(4)),
                        row.getString(5),
                        row.getLong(6),
                        row.getLong(7),
                        row.getBoolean(8)));
            }
        }
        return fed;
    }
}
