package io.restoreverifier.check;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Where Flyway keeps what was applied to a database. */
final class SchemaHistory {
    private SchemaHistory() {}

    /** Every schema that has a table of this name. */
    static List<String> schemas(Connection connection, String table) throws SQLException {
        List<String> schemas = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement("""
                select n.nspname from pg_class c join pg_namespace n on n.oid = c.relnamespace
                where c.relname = ? and c.relkind in ('r', 'p') and n.nspname !~ '^pg_(toast_)?temp' order by 1""")) {
            statement.setString(1, table);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    schemas.add(row.getString(1));
                }
            }
        }
        return schemas;
    }
}
