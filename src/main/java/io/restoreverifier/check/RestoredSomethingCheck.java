package io.restoreverifier.check;

import io.restoreverifier.model.Attachment;
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

/** By default: something came back at all. Counts every table on the way, for the report. */
final class RestoredSomethingCheck extends DatabaseCheck {

    @Override
    public String name() {
        return "restored-something";
    }

    @Override
    CheckReport put(Connection connection, Subject subject) throws SQLException {
        StringBuilder csv = new StringBuilder("table,rows\n");
        long rows = 0;
        List<TableName> tables = tables(connection);
        for (TableName table : tables) {
            long count = RowsCheck.count(connection, table);
            rows += count;
            csv.append('"')
                    .append(table.toString().replace("\"", "\"\""))
                    .append("\",")
                    .append(count)
                    .append('\n');
        }
        String found = TableName.number(tables.size()) + " tables with " + TableName.number(rows) + " rows";
        return new CheckReport(
                List.of(result(tables.size(), rows, found)),
                Optional.empty(),
                List.of(Attachment.csv("row counts", csv.toString())));
    }

    private CheckResult result(int tables, long rows, String found) {
        String expected = "at least one table with a row";
        if (tables > 0 && rows > 0) {
            return CheckResult.passed(name(), "", expected, found);
        }
        String message = tables == 0 ? "the restored database has no table" : "no table has a row: " + found;
        return CheckResult.withFinding(
                name(),
                "",
                expected,
                found,
                Finding.error(
                        FindingCode.RESTORED_NOTHING,
                        Stage.CHECK,
                        "",
                        message,
                        "was it dumped with --schema-only, or from the wrong database?"));
    }

    /** Ordinary tables, partitions among them, but not what extensions and the system keep for themselves. */
    private static List<TableName> tables(Connection connection) throws SQLException {
        List<TableName> tables = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("""
                        select n.nspname, c.relname
                        from pg_class c join pg_namespace n on n.oid = c.relnamespace
                        where c.relkind = 'r' and n.nspname not like 'pg\\_%' and n.nspname <> 'information_schema'
                          and not exists (select 1 from pg_depend d where d.classid = 'pg_class'::regclass
                                          and d.objid = c.oid and d.deptype = 'e')
                        order by 1, 2""")) {
            while (result.next()) {
                tables.add(new TableName(result.getString(1), result.getString(2)));
            }
        }
        return tables;
    }
}
