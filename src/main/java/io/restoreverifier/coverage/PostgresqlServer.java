package io.restoreverifier.coverage;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.function.Predicate;

/**
 * A server of PostgreSQL. Every login sees the names of all databases in {@code pg_database}, also of those that it may not
 * connect to, so that none needs any right. Left out are {@code template0} and {@code template1}, and {@code postgres} while
 * it holds nothing of a user's, which can be seen only from within it; other templates are somebody's work.
 */
record PostgresqlServer(String name, Login login) implements Place {
    static final String READ_ONLY = "set session characteristics as transaction read only";
    private static final String SQL = "select datname, datistemplate, datallowconn,"
            + " datname = current_database() as here from pg_catalog.pg_database order by datname";
    private static final String HOLDS_SOMETHING = "select exists (select from pg_catalog.pg_class c"
            + " join pg_catalog.pg_namespace n on n.oid = c.relnamespace where c.relkind in ('r', 'p', 'm', 'f')"
            + " and n.nspname !~ '^pg_' and n.nspname <> 'information_schema')";

    @Override
    public Kind kind() {
        return Kind.DATABASE;
    }

    @Override
    public Seen look(Predicate<String> taken) {
        List<Thing> databases = login.ask(limits(), READ_ONLY, this::databases);
        return new Seen(databases.size(), databases, List.of());
    }

    private List<Thing> databases(Connection connection) throws SQLException {
        List<Thing> databases = new ArrayList<>();
        boolean ownOneIsEmpty = !holdsSomething(connection);
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(SQL)) {
            while (rows.next()) {
                String database = rows.getString("datname");
                boolean template = rows.getBoolean("datistemplate");
                boolean initdbs = template && (database.equals("template0") || database.equals("template1"));
                boolean unused = database.equals("postgres") && rows.getBoolean("here") && ownOneIsEmpty;
                if (!initdbs && !unused) {
                    databases.add(new Thing(
                            Kind.DATABASE, name, database, remark(template, rows.getBoolean("datallowconn"))));
                }
            }
        }
        return databases;
    }

    private static boolean holdsSomething(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(HOLDS_SOMETHING)) {
            row.next();
            return row.getBoolean(1);
        }
    }

    private static String remark(boolean template, boolean letsIn) {
        return (template ? ", which is a template," : "") + (letsIn ? "" : ", which takes no connections,");
    }

    private static Properties limits() {
        Properties properties = new Properties();
        properties.setProperty("connectTimeout", "10");
        properties.setProperty("loginTimeout", "15");
        properties.setProperty("socketTimeout", "30");
        properties.setProperty("ApplicationName", "restore-verifier");
        return properties;
    }
}
