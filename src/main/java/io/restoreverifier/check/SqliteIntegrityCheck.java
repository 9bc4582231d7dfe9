package io.restoreverifier.check;

import io.restoreverifier.model.CheckResult;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.ServerMessage;
import io.restoreverifier.model.SqliteMessage;
import io.restoreverifier.model.Stage;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * By default: {@code PRAGMA integrity_check} finds nothing wrong: with pages, indexes, and what NOT NULL, UNIQUE and CHECK ask
 * for (sqlite.org/pragma.html).
 */
final class SqliteIntegrityCheck extends DatabaseCheck {
    private static final String EXPECTED = "integrity_check: ok";
    private static final int MOST = 20;

    @Override
    public String name() {
        return "integrity";
    }

    @Override
    CheckReport put(Connection connection, Subject subject) throws SQLException {
        Set<String> told = new LinkedHashSet<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("pragma integrity_check(" + MOST + ")")) {
            while (row.next()) {
                String.valueOf(row.getString(1))
                        .lines()
                        .map(SqliteIntegrityCheck::shown)
                        .forEach(told::add);
            }
        } catch (SQLException e) {
            if (!SqliteMessage.saysCorrupt(e)) {
                throw e;
            }
            told.add(ServerMessage.of(e));
        }
        told.removeIf(line -> line.isBlank() || line.startsWith("*** in database"));
        if (told.equals(Set.of("ok"))) {
            return CheckReport.of(CheckResult.passed(name(), "", EXPECTED, "ok"));
        }
        List<CheckResult> results = told.stream().map(this::wrong).toList();
        return CheckReport.of(results.isEmpty() ? List.of(wrong("integrity_check said nothing, and not ok")) : results);
    }

    /** The number of a row may be what a key holds. */
    private static String shown(String line) {
        return line.replaceAll("\\b([Rr]ow) -?\\d+", "$1 ...").replaceAll("(?i)(rowid) -?\\d+", "$1 ...");
    }

    private CheckResult wrong(String line) {
        String message = "the database is not sound: " + line;
        return CheckResult.withFinding(
                name(),
                "",
                EXPECTED,
                line,
                Finding.error(
                        code(line),
                        Stage.CHECK,
                        "",
                        message,
                        "run `PRAGMA integrity_check` on the live database: if that is sound, its copy was torn or"
                                + " damaged on its way"));
    }

    private static FindingCode code(String line) {
        if (line.contains("index ")) {
            return FindingCode.INDEX_CORRUPT;
        }
        boolean constraint = line.startsWith("NULL value in")
                || line.startsWith("CHECK constraint failed")
                || line.startsWith("non-unique")
                || line.matches("(?:NUMERIC|TEXT|NUMBER|non-\\w+) value in .*");
        return constraint ? FindingCode.CONSTRAINT_NOT_VALID : FindingCode.PAGE_CORRUPT;
    }
}
