package io.restoreverifier.history;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import javax.sql.DataSource;

/** A database of PostgreSQL that several machines share. */
final class PostgresqlStore implements Store {
    /** Any number that no other program would take: that of a lock of this database, which has no other name. */
    private static final long ALONE = 0x5245_5354_4f52_4556L;

    private final String url;
    private final Duration patience;

    PostgresqlStore(String url, Duration patience) {
        this.url = url;
        this.patience = patience;
    }

    /** Without parameters and without what stands before an {@code @}, where passwords are. */
    @Override
    public String name() {
        return url.replaceFirst("\\?.*", "").replaceFirst("//.*@", "//");
    }

    @Override
    public DataSource forMigration() {
        return new DriverSource(this::connect);
    }

    @Override
    public Connection writing() throws SQLException {
        Connection connection = connect();
        connection.setAutoCommit(false);
        return connection;
    }

    @Override
    public Connection reading() throws SQLException {
        Connection connection = connect();
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        connection.setReadOnly(true);
        connection.setAutoCommit(false);
        return connection;
    }

    private Connection connect() throws SQLException {
        String seconds = Long.toString(Math.max(1, patience.toSeconds()));
        Properties defaults = new Properties();
        defaults.setProperty("connectTimeout", seconds);
        defaults.setProperty("loginTimeout", seconds);
        defaults.setProperty("ApplicationName", "restore-verifier");
        defaults.setProperty("options", "-c lock_timeout=" + patience.toMillis());
        return DriverManager.getConnection(url, defaults);
    }

    /** Flyway's own lock lets two in that find no table of its own yet; this one goes with its connection. */
    @Override
    public void alone(Runnable body) {
        try (Connection connection = writing();
                PreparedStatement lock = connection.prepareStatement("select pg_advisory_xact_lock(?)")) {
            lock.setLong(1, ALONE);
            lock.execute();
            body.run();
            connection.commit();
        } catch (SQLException e) {
            throw trouble("opened", e);
        }
    }

    @Override
    public HistoryException trouble(String doing, Exception cause) {
        SQLException sql = Causes.sql(cause);
        String state = sql == null || sql.getSQLState() == null ? "" : " (SQLSTATE " + sql.getSQLState() + ")";
        // What the driver says of a URL may hold the password in it.
        String said = Causes.words(cause).contains(url) ? "the URL is not one of PostgreSQL" : Causes.words(cause);
        return new HistoryException(
                "the history in " + name() + " cannot be " + doing + ": " + said + state,
                "does the server answer, and may this user create tables? the password belongs in ~/.pgpass",
                cause);
    }
}
