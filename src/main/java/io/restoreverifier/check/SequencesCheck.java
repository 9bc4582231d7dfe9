package io.restoreverifier.check;

import io.restoreverifier.model.CheckResult;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Stage;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * By default: no sequence is behind the column it feeds, since the first insert after a recovery would fail. Finds
 * serial and identity columns by ownership (pg_depend, deptype a and i), and defaults that call nextval (deptype n).
 */
final class SequencesCheck extends DatabaseCheck {
    /**
     * Tables that an installation fills come with numbers of their own, and their sequences are never asked, in production
     * neither. They are short; where data were moved without their sequences, most tables are not.
     */
    private static final int ROWS_OF_AN_INSTALLATION = 20;

    private static final String OWNED = """
            select distinct sn.nspname, s.relname, tn.nspname, t.relname, a.attname, q.seqincrement
            from pg_class s
            join pg_namespace sn on sn.oid = s.relnamespace
            join pg_sequence q on q.seqrelid = s.oid
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
            where s.relkind = 'S' and not q.seqcycle and ty.typname in ('int2', 'int4', 'int8', 'numeric')
            order by 1, 2""";

    @Override
    public String name() {
        return "sequences";
    }

    /** A sequence, and the column it feeds. */
    private record Fed(TableName sequence, TableName table, String column, long increment) {
        String columnName() {
            return table + "." + column;
        }
    }

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
        BigDecimal next = next(connection, fed);
        Optional<BigDecimal> furthest = furthest(connection, fed);
        String expected = "beyond " + extreme(fed) + " of " + fed.columnName();
        int direction = fed.increment() > 0 ? 1 : -1;
        if (furthest.isPresent() && next.compareTo(furthest.get()) * direction <= 0) {
            return neverAsked(connection, fed)
                    ? CheckResult.passed(
                            name(),
                            fed.sequence().toString(),
                            expected,
                            "never asked: the few rows brought numbers of their own")
                    : behind(fed, expected, next, furthest.get());
        }
        return CheckResult.passed(name(), fed.sequence().toString(), expected, "next is " + next);
    }

    /** Whether no row can have come from the sequence, and there are few. */
    private static boolean neverAsked(Connection connection, Fed fed) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select not is_called and last_value = (select seqstart"
                        + " from pg_sequence where seqrelid = s.tableoid) and (select count(*) from (select from "
                        + fed.table().quoted() + " limit " + (ROWS_OF_AN_INSTALLATION + 1) + ") few) <= "
                        + ROWS_OF_AN_INSTALLATION + " from " + fed.sequence().quoted() + " s")) {
            row.next();
            return row.getBoolean(1);
        }
    }

    /** What the sequence gives next: its last value itself when that was set and not yet given. */
    private static BigDecimal next(Connection connection, Fed fed) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "select last_value, is_called from " + fed.sequence().quoted())) {
            row.next();
            BigDecimal last = row.getBigDecimal(1);
            return row.getBoolean(2) ? last.add(BigDecimal.valueOf(fed.increment())) : last;
        }
    }

    /** The column's value that is furthest along the sequence; empty when the column is. */
    private static Optional<BigDecimal> furthest(Connection connection, Fed fed) throws SQLException {
        String column = '"' + fed.column().replace("\"", "\"\"") + '"';
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select " + extreme(fed) + "(" + column + ") from "
                        + fed.table().quoted())) {
            row.next();
            return Optional.ofNullable(row.getBigDecimal(1));
        }
    }

    private static String extreme(Fed fed) {
        return fed.increment() > 0 ? "max" : "min";
    }

    private CheckResult behind(Fed fed, String expected, BigDecimal next, BigDecimal furthest) {
        return CheckResult.withFinding(
                name(),
                fed.sequence().toString(),
                expected,
                "next is " + next,
                Finding.error(
                        FindingCode.SEQUENCE_BEHIND,
                        Stage.CHECK,
                        fed.sequence().toString(),
                        "sequence " + fed.sequence() + " gives " + next + " next, and " + fed.columnName() + " is at "
                                + furthest + " already",
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
                        row.getLong(6)));
            }
        }
        return fed;
    }
}
