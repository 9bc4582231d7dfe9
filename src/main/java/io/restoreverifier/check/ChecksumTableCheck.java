package io.restoreverifier.check;

import io.restoreverifier.model.Attachment;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * By default, of MariaDB whose data directory came back: something did, and {@code CHECKSUM TABLE} reads every row of every table.
 * The report has the checksums, to be compared with production's.
 */
final class ChecksumTableCheck extends DatabaseCheck {
    private static final String EXPECTED = "CHECKSUM TABLE reads every row";
    private static final String TABLES = "select table_schema, table_name from information_schema.tables"
            + " where table_type in ('BASE TABLE', 'SYSTEM VERSIONED')"
            + " and table_schema " + Dialect.NOT_SYSTEM + " order by 1, 2";

    @Override
    public String name() {
        return "checksum-table";
    }

    @Override
    public boolean concerns(Restored restored) {
        return isPhysical(restored);
    }

    @Override
    CheckReport put(Connection connection, Subject subject) throws SQLException {
        String first = ((RestoredDatabase) subject.restored()).databaseName();
        Map<String, Long> counts = new LinkedHashMap<>();
        StringBuilder csv = new StringBuilder("table,rows,checksum\n");
        List<CheckResult> bad = new ArrayList<>();
        for (TableName table : Dialect.tables(connection, TABLES)) {
            String name = table.schema().equals(first) ? table.name() : table.toString();
            Optional<Long> checksum = checksum(connection, table);
            if (checksum.isEmpty()) {
                bad.add(unread(name));
            } else {
                long rows = rows(connection, table);
                counts.put(name, rows);
                csv.append('"').append(name.replace("\"", "\"\"")).append("\",").append(rows);
                csv.append(',').append(checksum.get()).append('\n');
            }
        }
        List<CheckResult> results = new ArrayList<>();
        results.add(TablesCameBack.of(
                counts.size(),
                counts.values().stream().mapToLong(Long::longValue).sum(),
                "the restored server has no table",
                "is it the backup of the right server?"));
        if (!counts.isEmpty()) {
            results.add(CheckResult.passed(name(), "", EXPECTED, TableName.number(counts.size()) + " tables"));
        }
        results.addAll(bad);
        return new CheckReport(
                results,
                Optional.empty(),
                List.of(Attachment.csv("table checksums", csv.toString()), RowExactCheck.csv(counts)),
                counts);
    }

    /** Empty when the server could not read it to its end, which it tells as NULL. */
    private static Optional<Long> checksum(Connection connection, TableName table) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("checksum table " + Dialect.MARIADB.quoted(table) + " extended")) {
            row.next();
            long checksum = row.getLong(2);
            return row.wasNull() ? Optional.empty() : Optional.of(checksum);
        }
    }

    private static long rows(Connection connection, TableName table) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select count(*) from " + Dialect.MARIADB.quoted(table))) {
            row.next();
            return row.getLong(1);
        }
    }

    private CheckResult unread(String table) {
        String message = "table " + table + " cannot be read to its end by CHECKSUM TABLE";
        return CheckResult.withFinding(
                name(),
                table,
                EXPECTED,
                message,
                Finding.error(
                        FindingCode.INDEX_CORRUPT,
                        Stage.CHECK,
                        table,
                        message,
                        "is production's table sound? run CHECK TABLE there"));
    }
}
