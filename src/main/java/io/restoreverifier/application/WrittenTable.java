package io.restoreverifier.application;

import io.restoreverifier.model.RestoredDatabase;
import io.restoreverifier.model.RestoredMariadb;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * A table that an application writes to.
 *
 * @param name as the catalog writes it; without a schema it is {@code public}'s, of MariaDB the database's own
 * @param key a column of numbers, the newest of which is the highest
 */
record WrittenTable(String name, String key) {

    /** What it holds: the number of its rows, and its highest key, 0 when there is none. */
    record State(long rows, long highest) {}

    State in(RestoredDatabase database) throws SQLException {
        String quote = database instanceof RestoredMariadb ? "`" : "\"";
        int dot = name.indexOf('.');
        String schema = dot > 0 ? name.substring(0, dot) : quote.equals("`") ? "" : "public";
        String table = (schema.isEmpty() ? "" : quoted(schema, quote) + ".") + quoted(name.substring(dot + 1), quote);
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet result =
                        statement.executeQuery("select count(*), max(" + quoted(key, quote) + ") from " + table)) {
            result.next();
            return new State(result.getLong(1), result.getLong(2));
        }
    }

    private static String quoted(String identifier, String quote) {
        return quote + identifier.replace(quote, quote + quote) + quote;
    }
}
