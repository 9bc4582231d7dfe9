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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * By default: {@code PRAGMA foreign_key_check} finds no row without the one that it refers to. SQLite enforces foreign keys
 * only for connections that ask for it, so that a live database may have such rows, too.
 */
final class SqliteForeignKeyCheck extends DatabaseCheck {
    private static final String EXPECTED = "every row has the one that it refers to";
    private static final String KEYS =
            "select count(*) from sqlite_schema m join pragma_foreign_key_list(m.name)" + " where m.type = 'table'";

    @Override
    public String name() {
        return "foreign-keys";
    }

    @Override
    CheckReport put(Connection connection, Subject subject) throws SQLException {
        Map<String, Long> lost = new LinkedHashMap<>();
        long keys;
        try (Statement statement = connection.createStatement()) {
            try (ResultSet row = statement.executeQuery(KEYS)) {
                row.next();
                keys = row.getLong(1);
            }
            try (ResultSet row = statement.executeQuery("pragma foreign_key_check")) {
                while (row.next()) {
                    lost.merge(row.getString(1) + " to " + row.getString(3), 1L, Long::sum);
                }
            }
        }
        if (keys == 0) {
            return CheckReport.of(
                    CheckResult.notApplicable(name(), "", EXPECTED, "no table of the database refers to another"));
        }
        if (lost.isEmpty()) {
            return CheckReport.of(
                    CheckResult.passed(name(), "", EXPECTED, TableName.number(keys) + " foreign keys hold"));
        }
        List<CheckResult> results = new ArrayList<>();
        lost.forEach((key, rows) -> results.add(broken(key, rows)));
        return CheckReport.of(results);
    }

    private CheckResult broken(String key, long rows) {
        String found = TableName.number(rows) + " rows without it";
        return CheckResult.withFinding(
                name(),
                key,
                EXPECTED,
                found,
                Finding.error(
                        FindingCode.CONSTRAINT_NOT_VALID,
                        Stage.CHECK,
                        key,
                        "foreign key of " + key + ": expected every row to have the one that it refers to, found "
                                + found,
                        "run `PRAGMA foreign_key_check` on the live database; if it has such rows too, ignore this by its"
                                + " code and subject"));
    }
}
