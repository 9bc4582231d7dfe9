package io.restoreverifier.check;

import io.restoreverifier.model.CheckResult;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.RowDigest;
import io.restoreverifier.model.Stage;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Holds the rows of restored tables against those of the dump. */
final class RowComparison {
    private static final String EXPECTED = "the rows of the dump";

    /** Types within the types of a table's columns: of arrays, domains, records and ranges. */
    private static final String TYPES = """
            with recursive type (oid) as (
              select atttypid from pg_attribute where attrelid = ? and attnum > 0 and not attisdropped
              union
              select inner_type.oid from type join lateral (
                select t.typelem as oid from pg_type t where t.oid = type.oid
                union all select t.typbasetype from pg_type t where t.oid = type.oid
                union all select a.atttypid from pg_type t join pg_attribute a on a.attrelid = t.typrelid
                          where t.oid = type.oid and t.typrelid <> 0 and a.attnum > 0 and not a.attisdropped
                union all select r.rngsubtype from pg_range r where r.rngtypid = type.oid
              ) inner_type on inner_type.oid <> 0)
            select distinct t.typname from type join pg_type t using (oid)
            where t.typnamespace = 'pg_catalog'::regnamespace and t.typname ~ '%s' order by 1""";

    /** What is written by names that other objects have at that time, or by the locale of the server. */
    private static final String DEPENDENT = "^(money|reg[a-z]+)$";

    private static final String NUMBERS = "^(money|reg[a-z]+|float[48]|point|line|lseg|box|path|polygon|circle)$";

    private final RowReading reading;
    private final StoredRows rows;
    private final boolean crossesVersions;

    RowComparison(RowReading reading, StoredRows rows, boolean crossesVersions) {
        this.reading = reading;
        this.rows = rows;
        this.crossesVersions = crossesVersions;
    }

    /** Empty when the rows are the same; a result without a finding when that cannot be told. */
    Optional<CheckResult> compare(LoadedTable table, Connection connection) throws SQLException {
        if (table.stored().isEmpty()) {
            return Optional.of(missing(table));
        }
        if (table.isForeign()) {
            return Optional.of(untold(table, "its rows lie on another server"));
        }
        Optional<String> error = rows.error(table.stored());
        if (error.isPresent()) {
            return Optional.of(failed(
                    FindingCode.ROWS_DIFFER,
                    table.name().toString(),
                    error.get(),
                    "table " + table.name() + " cannot be read as it was dumped: " + error.get(),
                    "look for restore errors about this table"));
        }
        RowDigest found = rows.digest(table.stored());
        if (found.equals(table.expected())) {
            return Optional.empty();
        }
        if (found.rows() == table.expected().rows()) {
            if (!table.alike()) {
                return Optional.of(untold(table, "its partitions have their columns in different orders"));
            }
            if (writtenOtherwise(table, connection)) {
                return Optional.empty();
            }
            Optional<String> dependent = dependentType(table, connection);
            if (dependent.isPresent()) {
                return Optional.of(untold(
                        table,
                        "it has " + TableName.number(found.rows())
                                + " rows as in the dump; how its values of type " + dependent.get()
                                + " are written depends on the server"));
            }
        }
        Optional<String> extension = table.stored().get(0).extension();
        if (extension.isPresent()) {
            return Optional.of(untold(table, "the extension " + extension.get() + " brings rows of its own"));
        }
        return Optional.of(differs(table, found));
    }

    /** Whether they are the same once binary strings are written in the old way, as some servers are set to. */
    private boolean writtenOtherwise(LoadedTable table, Connection connection) throws SQLException {
        if (firstType(table, connection, "^bytea$").isEmpty()) {
            return false;
        }
        RowDigest found = RowDigest.NONE;
        for (StoredTable stored : table.stored()) {
            for (RowReading.Part part : reading.parts(stored, table.columns())) {
                found = found.plus(reading.read(part, connection, "; set bytea_output = escape"));
            }
        }
        return found.equals(table.expected());
    }

    private Optional<String> dependentType(LoadedTable table, Connection connection) throws SQLException {
        return firstType(table, connection, crossesVersions ? NUMBERS : DEPENDENT);
    }

    private static Optional<String> firstType(LoadedTable table, Connection connection, String pattern)
            throws SQLException {
        try (var statement = connection.prepareStatement(TYPES.formatted(pattern))) {
            statement.setLong(1, table.stored().get(0).oid());
            List<String> types = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    types.add(row.getString(1));
                }
            }
            return types.stream().findFirst();
        }
    }

    private static CheckResult untold(LoadedTable table, String reason) {
        return CheckResult.notApplicable(RowExactCheck.NAME, table.name().toString(), EXPECTED, reason);
    }

    /** Large objects are compared all at once. */
    /** Empty when there is none here and none in the dump. */
    static Optional<CheckResult> objects(RowDigest expected, RowDigest found) {
        String subject = "large objects";
        if (found.equals(expected)) {
            return found.rows() == 0
                    ? Optional.empty()
                    : Optional.of(CheckResult.passed(
                            RowExactCheck.NAME, subject, "those of the dump", objects(found) + ", those of the dump"));
        }
        return Optional.of(failed(
                FindingCode.ROWS_DIFFER,
                subject,
                objects(found),
                "the large objects are not those of the dump: expected " + objects(expected) + ", found "
                        + objects(found),
                "look for restore errors about large objects"));
    }

    private static String objects(RowDigest digest) {
        return TableName.number(digest.rows()) + " with digest " + digest.text();
    }

    private static CheckResult missing(LoadedTable table) {
        String message = "table " + table.name() + " is not there, and the dump holds "
                + TableName.number(table.expected().rows()) + " rows for it";
        return failed(
                FindingCode.TABLE_MISSING,
                table.name().toString(),
                "no such table",
                message,
                "was it dumped with --data-only? then the backup needs a dump of the schema too");
    }

    private static CheckResult differs(LoadedTable table, RowDigest found) {
        String message = "table " + table.name() + " does not hold " + EXPECTED + ": expected "
                + shown(table.expected()) + ", found " + shown(found);
        return failed(
                FindingCode.ROWS_DIFFER,
                table.name().toString(),
                shown(found),
                message,
                "look for restore errors, and for triggers and rules that act on this table");
    }

    static CheckResult failed(FindingCode code, String subject, String found, String message, String hint) {
        return CheckResult.withFinding(
                RowExactCheck.NAME, subject, EXPECTED, found, Finding.error(code, Stage.CHECK, subject, message, hint));
    }

    private static String shown(RowDigest digest) {
        return TableName.number(digest.rows()) + " rows with digest " + digest.text();
    }
}
