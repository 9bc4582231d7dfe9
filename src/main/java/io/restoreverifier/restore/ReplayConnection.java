package io.restoreverifier.restore;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.ds.PGSimpleDataSource;
import org.postgresql.jdbc.PreferQueryMode;

/** Connections that hand statements over as they stand, as libpq does. */
final class ReplayConnection {
    /** What a statement of a dump answers is of no use, and must not fill this process's memory. */
    private static final String MOST_OF_AN_ANSWER = "64M";

    /** What the driver sets of its own accord, and libpq does not. */
    private static final String AS_LIBPQ = """
            select pg_catalog.set_config(name, boot_val, false) from pg_catalog.pg_settings
             where name in ('DateStyle', 'TimeZone', 'extra_float_digits')""";

    private ReplayConnection() {}

    /** Opens one; the caller closes it. Several statements in one text are one request, and so one transaction. */
    static Connection open(PostgresqlServer server, String database) throws SQLException {
        PGSimpleDataSource source = server.dataSource(database).unwrap(PGSimpleDataSource.class);
        source.setPreferQueryMode(PreferQueryMode.SIMPLE);
        source.setMaxResultBuffer(MOST_OF_AN_ANSWER);
        Connection connection = source.getConnection();
        try {
            execute(connection, AS_LIBPQ);
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute(sql);
        }
    }
}
