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
import java.util.Optional;

/** {@code rows: {customers: {min: 1000}}}: each table is there and has at least so many rows. */
final class RowsCheck extends DatabaseCheck {
    private final List<Expectation> expectations;

    RowsCheck(List<Expectation> expectations) {
        this.expectations = List.copyOf(expectations);
    }

    /**
     * @param min at least so many rows; empty when only a drop is asked about
     * @param maxDrop as written, such as {@code 5%}; empty when it is not asked about
     */
    record Expectation(TableName table, Optional<Long> min, Optional<String> maxDrop) {}

    @Override
    public String name() {
        return "rows";
    }

    @Override
    CheckReport put(Connection connection, Subject subject) throws SQLException {
        List<CheckResult> results = new ArrayList<>();
        for (Expectation expectation : expectations) {
            if (!TablesCheck.exists(connection, expectation.table())) {
                results.add(TablesCheck.missing(name(), expectation.table()));
                continue;
            }
            long count = count(connection, expectation.table());
            expectation.min().ifPresent(min -> results.add(atLeast(expectation.table(), min, count)));
            expectation.maxDrop().ifPresent(drop -> results.add(noEarlierRun(expectation.table(), drop, count)));
        }
        return CheckReport.of(results);
    }

    private CheckResult atLeast(TableName table, long min, long count) {
        String expected = "at least " + TableName.number(min);
        String found = TableName.number(count);
        if (count >= min) {
            return CheckResult.passed(name(), table.toString(), expected, found);
        }
        return CheckResult.withFinding(
                name(),
                table.toString(),
                expected,
                found,
                Finding.error(
                        FindingCode.ROWS_TOO_FEW,
                        Stage.CHECK,
                        table.toString(),
                        "table " + table + " has " + found + " rows, expected " + expected,
                        "compare with the count at dump time; the dump may have run during a purge"));
    }

    private CheckResult noEarlierRun(TableName table, String drop, long count) {
        return CheckResult.notApplicable(
                name(),
                table.toString(),
                "at most " + drop + " fewer than in the last run that passed",
                TableName.number(count) + " rows; this version keeps no counts of earlier runs");
    }

    static long count(Connection connection, TableName table) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("select count(*) from " + table.quoted())) {
            result.next();
            return result.getLong(1);
        }
    }
}
