package io.restoreverifier.restore;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Function;
import javax.sql.ConnectionEvent;
import javax.sql.ConnectionEventListener;
import javax.sql.ConnectionPoolDataSource;
import javax.sql.PooledConnection;

/**
 * Connections to a server that serve several times: every check wants one, and a server takes up to 40 ms to begin one. Each is
 * given as if it were new (PostgreSQL manual, "DISCARD"). Kept are only those to the database that was asked for last, so
 * that the others' are in nobody's way. Safe for use by several threads.
 */
final class Sessions implements AutoCloseable {
    private final Function<String, ConnectionPoolDataSource> sources;
    private final Deque<PooledConnection> idle = new ArrayDeque<>();
    private String database = "";
    private boolean closed;

    /** @param sources of connections, by database */
    Sessions(Function<String, ConnectionPoolDataSource> sources) {
        this.sources = sources;
    }

    /** Closing it, which is for the caller to do, gives it back. */
    Connection connect(String name) throws SQLException {
        turnTo(name);
        for (Optional<PooledConnection> kept = take(name); kept.isPresent(); kept = take(name)) {
            Optional<Connection> asNew = asNew(kept.get());
            if (asNew.isPresent()) {
                return asNew.get();
            }
        }
        PooledConnection fresh = sources.apply(name).getPooledConnection();
        fresh.addConnectionEventListener(new Return(name));
        return fresh.getConnection();
    }

    /** Empty when it is not what it was: whatever a query did to it, or to the server, the next one is a new one. */
    private static Optional<Connection> asNew(PooledConnection kept) {
        try {
            Connection connection = kept.getConnection();
            connection.setReadOnly(false);
            try (Statement statement = connection.createStatement()) {
                statement.execute("discard all");
            }
            return Optional.of(connection);
        } catch (SQLException e) {
            close(kept);
            return Optional.empty();
        }
    }

    /** In one step: whoever asks meanwhile must not get one to the database before. */
    private synchronized void turnTo(String name) {
        if (!name.equals(database)) {
            rest();
            database = name;
        }
    }

    private synchronized Optional<PooledConnection> take(String name) {
        return name.equals(database) ? Optional.ofNullable(idle.poll()) : Optional.empty();
    }

    private synchronized boolean keep(PooledConnection session, String name) {
        if (closed || !name.equals(database)) {
            return false;
        }
        idle.push(session);
        return true;
    }

    /** Ends those that nobody has. */
    synchronized void rest() {
        idle.forEach(Sessions::close);
        idle.clear();
    }

    /** Those that somebody still has end when they are given back. */
    @Override
    public synchronized void close() {
        closed = true;
        rest();
    }

    private static void close(PooledConnection session) {
        try {
            session.close();
        } catch (SQLException e) {
            // It is gone already.
        }
    }

    /** Takes a session back. Whether it still holds is asked when it is wanted again. */
    private final class Return implements ConnectionEventListener {
        private final String name;

        Return(String name) {
            this.name = name;
        }

        @Override
        public void connectionClosed(ConnectionEvent event) {
            PooledConnection session = (PooledConnection) event.getSource();
            if (!keep(session, name)) {
                close(session);
            }
        }

        @Override
        public void connectionErrorOccurred(ConnectionEvent event) {}
    }
}
