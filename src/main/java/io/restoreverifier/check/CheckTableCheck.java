package io.restoreverifier.check;

import io.restoreverifier.model.CheckResult;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Restored;
import io.restoreverifier.model.Stage;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code check-tables: true}, and by default where a data directory came back: {@code CHECK TABLE ... EXTENDED} of every table says
 * that it is sound.
 */
final class CheckTableCheck extends DatabaseCheck {
    private static final String EXPECTED = "CHECK TABLE EXTENDED: OK";
    private static final String TABLES = "select table_schema, table_name from information_schema.tables"
            + " where table_type in ('BASE TABLE', 'SYSTEM VERSIONED')"
            + " and table_schema " + Dialect.NOT_SYSTEM + " order by 1, 2";

    private final boolean always;

    /** @param always also of what came from a dump, whose indexes were built a moment ago */
    CheckTableCheck(boolean always) {
        this.always = always;
    }

    @Override
    public String name() {
        return "check-tables";
    }

    @Override
    public boolean concerns(Restored restored) {
        return always || isPhysical(restored);
    }

    @Override
    CheckReport put(Connection connection, Subject subject) throws SQLException {
        // It takes a lock that a transaction which only reads may not take.
        connection.setReadOnly(false);
        List<TableName> tables = Dialect.tables(connection, TABLES);
        List<CheckResult> results = new ArrayList<>();
        for (TableName table : tables) {
            looked(connection, table).ifPresent(results::add);
        }
        if (tables.size() > results.size()) {
            results.add(
                    0,
                    CheckResult.passed(
                            name(), "", EXPECTED, TableName.number(tables.size() - results.size()) + " tables"));
        }
        return CheckReport.of(
                results.isEmpty()
                        ? List.of(CheckResult.notApplicable(name(), "", EXPECTED, "the database has no table"))
                        : results);
    }

    /** Empty when all is well with it. Lines of the type `note` say that an engine cannot be checked. */
    private Optional<CheckResult> looked(Connection connection, TableName table) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("check table " + Dialect.MARIADB.quoted(table) + " extended")) {
            while (row.next()) {
                String type = row.getString("Msg_type");
                String text = row.getString("Msg_text");
                if (type.equalsIgnoreCase("error") || type.equals("status") && !text.equals("OK")) {
                    return Optional.of(unsound(table, text));
                }
                if (type.equals("note")) {
                    return Optional.of(CheckResult.notApplicable(name(), table.toString(), EXPECTED, text));
                }
            }
        }
        return Optional.empty();
    }

    private CheckResult unsound(TableName table, String text) {
        String message = "table " + table + " is not sound: " + text.replaceAll("'[^']*'", "'...'");
        return CheckResult.withFinding(
                name(),
                table.toString(),
                EXPECTED,
                message,
                Finding.error(
                        FindingCode.INDEX_CORRUPT,
                        Stage.CHECK,
                        table.toString(),
                        message,
                        "is production's table sound? run CHECK TABLE there"));
    }
}
