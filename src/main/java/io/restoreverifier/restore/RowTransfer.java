package io.restoreverifier.restore;

import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** The rows of one table on their way to the server. Used once. */
final class RowTransfer {
    private final String table;
    private final byte[] buffer = new byte[1 << 16];
    private boolean begun;

    RowTransfer(String table) {
        this.table = table;
    }

    /** Where it failed, as pg_restore says it: a command that is refused was not copying yet. */
    String place() {
        return begun ? "COPY failed for table \"" + table + "\": " : "";
    }

    /** Sends all of them, with the mark that ends them. */
    void send(Connection connection, String command, InputStream rows) throws SQLException, IOException {
        CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(command);
        begun = true;
        try {
            for (int n = rows.read(buffer, 0, buffer.length); n >= 0; n = rows.read(buffer, 0, buffer.length)) {
                copy.writeToCopy(buffer, 0, n);
            }
            copy.endCopy();
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }
}
