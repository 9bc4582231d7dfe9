package io.restoreverifier.model;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import javax.sql.DataSource;

/** A database that came back and answers. Safe for use by several threads, each with its own connection. */
public interface RestoredDatabase extends Restored {

    /** Connections as the sandbox's superuser; every call opens one, the caller closes it. */
    DataSource dataSource();

    /** The database as it was called in production. */
    String databaseName();

    /** The version of the server it was restored into, such as {@code 15.18}. */
    String serverVersion();

    /**
     * Reads what a {@code COPY ... TO STDOUT} gives, as it is sent: a connection of this database decodes nothing of it.
     *
     * @param connection one of this database's, which nobody else uses meanwhile
     */
    void copyOut(Connection connection, String command, Bytes bytes) throws SQLException;

    /** Takes bytes as they come. */
    @FunctionalInterface
    interface Bytes {
        void take(byte[] bytes, int offset, int length);
    }

    /** Encoding and locale of production's database, as the backup says; empty when it says nothing of them. */
    Optional<DatabaseLocale> productionLocale();

    /**
     * Dumps the database with the tool that backs it up, and keeps nothing of what that writes.
     *
     * @return empty when the sandbox has no such tool that is as new as the server
     * @throws CannotTell TIMED_OUT when the limit passes, SANDBOX_UNAVAILABLE when the sandbox is gone
     */
    Optional<DumpedAgain> dumpAgain(DumpedAgain.Part part, Duration limit);

    /** How long one statement of a check may take; beyond it the answer is not known. */
    Duration statementLimit();

    /**
     * Makes a copy beside it, on the same server, for what would change it. The caller closes the copy, and holds no
     * connection to this database meanwhile.
     *
     * @throws CannotTell when the server has no room for it, or somebody is connected to this database
     */
    Copy copy();

    /** A copy of a restored database. */
    interface Copy extends AutoCloseable {

        /** Connections to it as superuser; every call opens one, the caller closes it. */
        DataSource dataSource();

        /** Drops it; at the latest it goes with its sandbox. May be called twice. */
        @Override
        void close();
    }

    /** Opens a connection whose statements end at {@link #statementLimit()}; the caller closes it. */
    default Connection connect() throws SQLException {
        return dataSource().getConnection();
    }
}
