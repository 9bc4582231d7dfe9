package io.restoreverifier.check;

import io.restoreverifier.model.CheckResult;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Stage;
import io.restoreverifier.model.TableOfContents;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** By default: something came back at all; and of a script, each table with as many rows as it has for it. */
final class SqliteRowsCheck extends DatabaseCheck {
    private static final String NAME = "row-counts";
    private static final String TABLES =
            "select name from sqlite_schema where type = 'table'" + " and name not glob 'sqlite_*' order by name";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    CheckReport put(Connection connection, Subject subject) throws SQLException {
        List<CheckResult> results = new ArrayList<>();
        Map<String, Long> counts = new LinkedHashMap<>();
        for (String table : tables(connection)) {
            try {
                counts.put(table, RowsCheck.count(connection, TableName.quoted(table)));
            } catch (SQLException e) {
                throwIfNotAnswered(e, NAME);
                results.add(uncounted(table, e));
            }
        }
        held(subject, counts, results);
        results.add(
                0,
                TablesCameBack.of(
                        counts.size(),
                        counts.values().stream().mapToLong(Long::longValue).sum(),
                        "the database has no table",
                        "does the job back up the file that the application opens?"));
        return new CheckReport(results, Optional.empty(), List.of(RowExactCheck.csv(counts)), counts);
    }

    private static List<String> tables(Connection connection) throws SQLException {
        List<String> tables = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(TABLES)) {
            while (row.next()) {
                tables.add(row.getString(1));
            }
        }
        return tables;
    }

    /** One whose module is an extension that this SQLite does not carry says nothing about the backup. */
    private static CheckResult uncounted(String table, SQLException e) {
        return String.valueOf(e.getMessage()).contains("no such module")
                ? CheckResult.notApplicable(NAME, table, "", "it is made by a module that this SQLite does not carry")
                : queryFailed(NAME, table, "a number of rows", e);
    }

    private static void held(Subject subject, Map<String, Long> counts, List<CheckResult> results) {
        List<TableOfContents.Entry> dumped = subject.inspection().contents().stream()
                .flatMap(c -> c.entries().stream())
                .filter(e -> e.type().equals("TABLE") && e.rows().isPresent())
                .toList();
        long same = 0;
        for (TableOfContents.Entry table : dumped) {
            long expected = table.rows().orElseThrow();
            long found = counts.getOrDefault(table.name(), 0L);
            if (expected == found) {
                same++;
            } else if (expected > 0) {
                // The tables that a module keeps are filled by it as well.
                results.add(differs(table.name(), expected, found));
            }
        }
        if (same > 0) {
            results.add(
                    0,
                    CheckResult.passed(
                            NAME, "", "the rows of the dump", TableName.number(same) + " tables with as many rows"));
        }
    }

    private static CheckResult differs(String table, long expected, long found) {
        return CheckResult.withFinding(
                NAME,
                table,
                TableName.number(expected) + " rows",
                TableName.number(found) + " rows",
                Finding.error(
                        FindingCode.ROWS_DIFFER,
                        Stage.CHECK,
                        table,
                        "table " + table + " has " + TableName.number(found) + " rows, expected "
                                + TableName.number(expected) + " as in the dump",
                        "look for restore errors about this table"));
    }
}
