package io.restoreverifier.check;

import io.restoreverifier.model.CheckResult;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Stage;
import java.sql.Connection;
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
        Dialect dialect = Dialect.of(subject.restored());
        List<CheckResult> results = new ArrayList<>();
        for (TableName table : tables) {
            results.add(
                    dialect.exists(connection, dialect.in(subject.restored(), table))
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
}
