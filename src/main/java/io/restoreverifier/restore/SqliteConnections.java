package io.restoreverifier.restore;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.sqlite.ProgressHandler;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteLimits;

/**
 * Connections to a database file that is not trusted, as sqlite.org/security.html says: no extension is loaded, no other file
 * attached, nothing that its schema names is called but what is known to be harmless, and no statement goes on for ever.
 */
final class SqliteConnections extends SQLiteDataSource {
    /** Steps of SQLite's machine between two looks at the clock. */
    private static final int STEPS = 10_000;

    private static final int LONGEST_VALUE = 256 << 20;
    private static final int CACHE_KIB = 16 << 10;

    private final Duration limit;

    private SqliteConnections(Path file, SQLiteConfig config, Duration limit) {
        super(config);
        this.limit = limit;
        setUrl("jdbc:sqlite:" + file);
    }

    /** Those that only read. */
    static SqliteConnections reading(Path file, Duration limit) {
        SQLiteConfig config = config();
        config.setReadOnly(true);
        return new SqliteConnections(file, config, limit);
    }

    static SqliteConnections writing(Path file, Duration limit) {
        SQLiteConfig config = config();
        // Nobody needs the file after a crash.
        config.setSynchronous(SQLiteConfig.SynchronousMode.OFF);
        return new SqliteConnections(file, config, limit);
    }

    private static SQLiteConfig config() {
        SQLiteConfig config = new SQLiteConfig();
        config.enableLoadExtension(false);
        config.setCacheSize(-CACHE_KIB);
        config.setGetGeneratedKeys(false);
        return config;
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection connection = super.getConnection();
        try {
            contain((SQLiteConnection) connection);
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    private void contain(SQLiteConnection connection) throws SQLException {
        connection.setLimit(SQLiteLimits.SQLITE_LIMIT_ATTACHED, 0);
        connection.setLimit(SQLiteLimits.SQLITE_LIMIT_LENGTH, LONGEST_VALUE);
        long end = System.nanoTime() + limit.toNanos();
        ProgressHandler.setHandler(connection, STEPS, new ProgressHandler() {
            @Override
            protected int progress() {
                return System.nanoTime() - end > 0 || Thread.currentThread().isInterrupted() ? 1 : 0;
            }
        });
        try (Statement statement = connection.createStatement()) {
            statement.execute("pragma trusted_schema=off");
            statement.execute("pragma cell_size_check=on");
            statement.execute("pragma mmap_size=0");
        }
    }
}
