package io.restoreverifier.check;

import io.restoreverifier.model.CheckResult;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Stage;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** {@code tables: [customers, invoices]}: each of them is there, as a table, a partitioned table or a view. */
final class TablesCheck extends DatabaseCheck {
    private final List<TableName> tables;

    TablesCheck(List<TableName> tables) {
        this.tables = List.copyOf(tables);
    }

    @Override
    public String name() {
        return "tables";
    }

    @Override
    CheckReport put(Connection connection, Subject subject) throws SQLException {
        List<CheckResult> results = new ArrayList<>();
        for (TableName table : tables) {
            results.add(
                    exists(connection, table)
                            ? CheckResult.passed(name(), table.toString(), "exists", "exists")
                            : missing(name(), table));
        }
        return CheckReport.of(results);
    }

    /** The result for a table that should be there. */
    static CheckResult missing(String check, TableName table) {
        return CheckResult.withFinding(
                check,
                table.toString(),
                "exists",
                "missing",
                Finding.error(
                        FindingCode.TABLE_MISSING,
                        Stage.CHECK,
                        table.toString(),
                        "table " + table + " is not in the restored database",
                        "is it the right database? was the table excluded from the dump, or renamed?"));
    }

    static boolean exists(Connection connection, TableName table) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                select exists (
                  select 1 from pg_class c join pg_namespace n on n.oid = c.relnamespace
                  where n.nspname = ? and c.relname = ? and c.relkind in ('r', 'p', 'v', 'm', 'f'))""")) {
            statement.setString(1, table.schema());
            statement.setString(2, table.name());
            try (ResultSet result = statement.executeQuery()) {
                return result.next() && result.getBoolean(1);
            }
        }
    }
}
