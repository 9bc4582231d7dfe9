package io.restoreverifier.restore;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

/** Tells every few seconds how large the database has grown, since pg_restore itself does not say how far it is. */
final class RestoreWatch implements AutoCloseable {
    private static final long SECONDS = 3;

    private final DataSource server;
    private final String database;
    private final RestoreRequest request;
    private final ScheduledExecutorService clock;

    RestoreWatch(DataSource server, String database, RestoreRequest request) {
        this.server = server;
        this.database = database;
        this.request = request;
        this.clock = Executors.newSingleThreadScheduledExecutor(body -> {
            Thread thread = new Thread(body, "restore-watch");
            thread.setDaemon(true);
            return thread;
        });
        clock.scheduleWithFixedDelay(this::look, SECONDS, SECONDS, TimeUnit.SECONDS);
    }

    private void look() {
        try (Connection connection = server.getConnection();
                PreparedStatement statement = connection.prepareStatement("select pg_database_size(?)")) {
            statement.setString(1, database);
            try (ResultSet size = statement.executeQuery()) {
                if (size.next()) {
                    request.progress().accept(size.getLong(1));
                }
            }
        } catch (SQLException e) {
            // Only progress: whether the server is well is for the restore itself to find out.
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
