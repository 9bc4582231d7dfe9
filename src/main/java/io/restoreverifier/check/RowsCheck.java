package io.restoreverifier.check;

import io.restoreverifier.model.CheckResult;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.PastOutcome;
import io.restoreverifier.model.Stage;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code rows: {customers: {min: 1000, max-drop: 5%}}}: each table is there, has at least so many rows, and not many fewer
 * than in the last run that passed.
 */
final class RowsCheck extends DatabaseCheck {
    private final List<Expectation> expectations;

    RowsCheck(List<Expectation> expectations) {
        this.expectations = List.copyOf(expectations);
    }

    /**
     * @param min at least so many rows; empty when only a drop is asked about
     * @param maxDrop as written, such as {@code 5%}; empty when it is not asked about
     */
    record Expectation(TableName table, Optional<Long> min, Optional<String> maxDrop) {
        /** The drop as a share of one. */
        double share() {
            return Double.parseDouble(maxDrop.orElseThrow().replace("%", "")) / 100;
        }
    }

    @Override
    public String name() {
        return "rows";
    }

    @Override
    CheckReport put(Connection connection, Subject subject) throws SQLException {
        List<CheckResult> results = new ArrayList<>();
        Map<String, Long> counts = new HashMap<>();
        Dialect dialect = Dialect.of(subject.restored());
        for (Expectation expectation : expectations) {
            TableName table = dialect.in(subject.restored(), expectation.table());
            if (!dialect.exists(connection, table)) {
                results.add(TablesCheck.missing(name(), expectation.table()));
                continue;
            }
            long count = count(connection, dialect.quoted(table));
            counts.put(expectation.table().toString(), count);
            expectation.min().ifPresent(min -> results.add(atLeast(expectation.table(), min, count)));
            if (expectation.maxDrop().isPresent()) {
                results.add(against(subject.lastPassed().get(), expectation, count));
            }
        }
        return new CheckReport(results, Optional.empty(), List.of(), counts);
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

    private CheckResult against(Optional<PastOutcome> passed, Expectation asked, long count) {
        TableName table = asked.table();
        String expected = "at most " + asked.maxDrop().orElseThrow() + " fewer than in the last run that passed";
        Optional<Long> before = passed.flatMap(p -> Optional.ofNullable(p.rows().get(table.toString())));
        if (before.isEmpty()) {
            String why = passed.isEmpty() ? "no earlier run passed" : "the last run that passed did not count it";
            return CheckResult.notApplicable(
                    name(), table.toString(), expected, TableName.number(count) + " rows; " + why);
        }
        String found = TableName.number(count) + " rows, " + TableName.number(before.get()) + " then";
        if (count >= before.get() - Math.floor(before.get() * asked.share())) {
            return CheckResult.passed(name(), table.toString(), expected, found);
        }
        return CheckResult.withFinding(
                name(),
                table.toString(),
                expected,
                found,
                Finding.error(
                        FindingCode.ROWS_DROPPED,
                        Stage.CHECK,
                        table.toString(),
                        "table " + table + " has " + TableName.number(count) + " rows, and had "
                                + TableName.number(before.get()) + " as of "
                                + passed.get().asOf().truncatedTo(ChronoUnit.SECONDS) + ", expected " + expected,
                        "was it purged on purpose? then ignore this for a day: the run that passes is the new measure"));
    }

    static long count(Connection connection, String table) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("select count(*) from " + table)) {
            result.next();
            return result.getLong(1);
        }
    }
}
