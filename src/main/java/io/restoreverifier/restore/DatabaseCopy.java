package io.restoreverifier.restore;

import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.RestoredPostgresql;
import io.restoreverifier.model.ServerMessage;
import io.restoreverifier.sandbox.FullDisk;
import java.sql.SQLException;
import javax.sql.DataSource;

/** A copy that the server makes of a restored database. */
final class DatabaseCopy implements RestoredPostgresql.Copy {
    private final PostgresqlServer server;
    private final String original;
    private final String name;

    private DatabaseCopy(PostgresqlServer server, String original) {
        this.server = server;
        this.original = original;
        this.name = original.equals("restore_verifier_copy") ? original + "_2" : "restore_verifier_copy";
    }

    static DatabaseCopy make(PostgresqlServer server, String original) {
        DatabaseCopy copy = new DatabaseCopy(server, original);
        server.rest();
        try {
            server.execute(
                    copy.maintenance(),
                    "drop database if exists " + copy.name,
                    "create database " + copy.name + " template \"" + original.replace("\"", "\"\"") + '"');
            return copy;
        } catch (SQLException e) {
            throw copy.notMade(e);
        }
    }

    private CannotTell notMade(SQLException e) {
        return server.exhaustion()
                .orElseGet(() -> new CannotTell(
                        "53100".equals(e.getSQLState()) ? FindingCode.OUT_OF_DISK : FindingCode.TOOL_FAILED,
                        "the server in the sandbox makes no copy of the database: " + ServerMessage.of(e),
                        "a copy takes as much room again: " + FullDisk.HINT,
                        e));
    }

    @Override
    public DataSource dataSource() {
        return server.dataSource(name);
    }

    @Override
    public void close() {
        try {
            server.execute(maintenance(), "drop database if exists " + name);
        } catch (SQLException e) {
            // It goes with its sandbox.
        }
    }

    /** The server's own, which no copy is made from while somebody is in it. */
    private String maintenance() {
        return original.equals("postgres") ? "template1" : "postgres";
    }
}
