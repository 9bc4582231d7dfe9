package io.restoreverifier.model;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;

/** A database that came back and answers. Safe for use by several threads, each with its own connection. */
public interface RestoredDatabase extends Restored {

    /** Connections as the sandbox's superuser; every call opens one, the caller closes it. */
    DataSource dataSource();

    /** The database as it was called in production. */
    String databaseName();

    /** The version of the server it was restored into, such as {@code 15.18}. */
    String serverVersion();

    /** How long one statement of a check may take; beyond it the answer is not known. */
    Duration statementLimit();

    /** Opens a connection whose statements end at {@link #statementLimit()}; the caller closes it. */
    default Connection connect() throws SQLException {
        return dataSource().getConnection();
    }

    /** Takes bytes as they come. */
    @FunctionalInterface
    interface Bytes {
        void take(byte[] bytes, int offset, int length);
    }
}
