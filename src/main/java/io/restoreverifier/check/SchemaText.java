package io.restoreverifier.check;

import io.restoreverifier.model.Restored;
import io.restoreverifier.model.RestoredMariadb;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A schema as a text that can be kept beside the catalog and looked at with {@code git diff}: one line for each object, in
 * the order of their names.
 *
 * @param server that it was read from, with its version, such as {@code PostgreSQL 15}; empty when the text does not say
 */
record SchemaText(String server, Map<String, String> objects) {
    private static final String PARTED = " = ";
    private static final String SERVER = "# read from ";
    private static final String HEAD = """
        # The schema that must come back: Restore Verifier holds the restored database against it (SCHEMA_DRIFTED).
        # Written by Restore Verifier, as docs/configuration.md tells; after a change that was wanted, write it again.
        """;

    SchemaText {
        objects = new TreeMap<>(objects);
    }

    static SchemaText of(Connection connection, Restored restored) throws SQLException {
        Dialect dialect = Dialect.of(restored);
        Map<String, String> objects = new TreeMap<>();
        try (Statement statement = connection.createStatement()) {
            for (String setting : dialect.schemaSettings()) {
                statement.execute(setting);
            }
            for (String query : dialect.schemaQueries(restored)) {
                try (ResultSet row = statement.executeQuery(query)) {
                    while (row.next()) {
                        // The first sign parts a line, so that what is said of an object may hold more of them.
                        objects.put(line(row.getString(1)).replace(PARTED, "="), line(row.getString(2)));
                    }
                }
            }
        }
        return new SchemaText(server(connection.getMetaData(), restored), objects);
    }

    private static String server(DatabaseMetaData server, Restored restored) throws SQLException {
        return restored instanceof RestoredMariadb database
                ? (database.isMysql() ? "MySQL " : "MariaDB ") + server.getDatabaseMajorVersion() + "."
                        + server.getDatabaseMinorVersion()
                : "PostgreSQL " + server.getDatabaseMajorVersion();
    }

    static SchemaText parse(String text) {
        Map<String, String> objects = new TreeMap<>();
        String server = "";
        for (String line : text.lines().toList()) {
            if (line.startsWith(SERVER)) {
                server = line.substring(SERVER.length()).strip();
            }
            int parted = line.indexOf(PARTED);
            if (!line.startsWith("#") && parted > 0) {
                objects.put(line.substring(0, parted), line.substring(parted + PARTED.length()));
            }
        }
        return new SchemaText(server, objects);
    }

    String written() {
        StringBuilder text =
                new StringBuilder(HEAD).append(SERVER).append(server).append("\n\n");
        objects.forEach((object, fact) ->
                text.append(object).append(PARTED).append(fact).append('\n'));
        return text.toString();
    }

    /** What another schema lacks ({@code -}), has more ({@code +}) or has otherwise ({@code ~}): names, no definitions. */
    List<String> differences(SchemaText other) {
        List<String> differences = new ArrayList<>();
        TreeSet<String> all = new TreeSet<>(objects.keySet());
        all.addAll(other.objects.keySet());
        for (String object : all) {
            if (!other.objects.containsKey(object)) {
                differences.add("- " + object);
            } else if (!objects.containsKey(object)) {
                differences.add("+ " + object);
            } else if (!other.objects.get(object).equals(objects.get(object))) {
                differences.add("~ " + object);
            }
        }
        return differences;
    }

    /** On one line, and so that reading it gives what was written. */
    private static String line(String text) {
        return text.replace("\\", "\\\\")
                .replace("\n", "\\n")
                .replace("\r", "\\r")
                .strip();
    }
}
