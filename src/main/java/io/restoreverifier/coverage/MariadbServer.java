package io.restoreverifier.coverage;

import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.FindingCode;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A server of MariaDB. It shows a login only the databases that the login has some right to, unless it has the right to
 * see all: {@code SHOW DATABASES}. Without that right a list would look whole and be none, so that it is not taken.
 */
record MariadbServer(String name, Login login) implements Place {
    static final String READ_ONLY = "set session transaction read only";
    private static final Set<String> ITS_OWN = Set.of("information_schema", "mysql", "performance_schema", "sys");

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
        if (one(
                                connection,
                                "select count(*) from information_schema.user_privileges"
                                        + " where privilege_type = 'SHOW DATABASES'")
                        .equals("0")
                || !one(connection, "select @@skip_show_database").equals("0")) {
            throw new CannotTell(
                    FindingCode.SOURCE_UNREACHABLE,
                    "shows this user only some of its databases",
                    "let it see all: grant show databases on *.* to the login");
        }
        List<Thing> databases = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("show databases")) {
            while (rows.next()) {
                if (!ITS_OWN.contains(rows.getString(1))) {
                    databases.add(new Thing(Kind.DATABASE, name, rows.getString(1), ""));
                }
            }
        }
        return databases;
    }

    private static String one(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    private static Properties limits() {
        Properties properties = new Properties();
        properties.setProperty("connectTimeout", "10000");
        properties.setProperty("socketTimeout", "30000");
        return properties;
    }
}
