package io.restoreverifier.model;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** A database of PostgreSQL that came back. */
public interface RestoredPostgresql extends RestoredDatabase {

    /**
     * Reads what a {@code COPY ... TO STDOUT} gives, as it is sent: a connection of this database decodes nothing of it.
     *
     * @param connection one of this database's, which nobody else uses meanwhile
     */
    void copyOut(Connection connection, String command, Bytes bytes) throws SQLException;

    /**
     * Whether it came back page by page, as the disks of production had it, and was not built anew: damage came along with it.
     */
    default boolean isPhysical() {
        return false;
    }

    /** Other databases with tables that came back on the same server, as a dump of all of them brings; mostly none. */
    default List<RestoredPostgresql> others() {
        return List.of();
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
}
