package io.restoreverifier.restore;

import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.DatabaseAccess;
import io.restoreverifier.model.DatabaseLocale;
import io.restoreverifier.model.DumpedAgain;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.RestoredPostgresql;
import io.restoreverifier.model.ServerMessage;
import io.restoreverifier.sandbox.Sandbox;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;

/** A database of PostgreSQL that came back. */
final class PostgresqlDatabase implements RestoredPostgresql, ServedDatabase {
    private final PostgresqlServer server;
    private final String name;
    private final Optional<DatabaseLocale> productionLocale;
    private final List<String> notes;
    private final boolean physical;
    private List<PostgresqlDatabase> others = List.of();
    private String version = "";

    /** @param asProduction the statement that made production's database, as the dump has it; empty when it has none */
    PostgresqlDatabase(PostgresqlServer server, String name, String asProduction, List<String> notes) {
        this(server, name, DatabaseLocale.of(asProduction), notes, false);
    }

    private PostgresqlDatabase(
            PostgresqlServer server,
            String name,
            Optional<DatabaseLocale> productionLocale,
            List<String> notes,
            boolean physical) {
        this.server = server;
        this.name = name;
        this.productionLocale = productionLocale;
        this.notes = notes;
        this.physical = physical;
    }

    /** One that came back page by page. */
    static PostgresqlDatabase physical(PostgresqlServer server, String name, List<String> notes) {
        return new PostgresqlDatabase(server, name, Optional.empty(), notes, true);
    }

    /** Adds to what is said of how it came back. */
    void note(String note) {
        notes.add(note);
    }

    /** Says which others came back on the same server. */
    void beside(List<PostgresqlDatabase> all) {
        others = List.copyOf(all);
    }

    @Override
    public List<RestoredPostgresql> others() {
        return List.copyOf(others);
    }

    void readVersion() {
        try (Connection connection = connect()) {
            version = connection.getMetaData().getDatabaseProductVersion();
            notes.add("restored into PostgreSQL " + version);
        } catch (SQLException e) {
            throw new CannotTell(
                    FindingCode.TOOL_FAILED,
                    "the restored server does not answer: " + ServerMessage.of(e),
                    "look at the server's log in the report",
                    e);
        }
    }

    @Override
    public DataSource dataSource() {
        return server.dataSource(name);
    }

    @Override
    public Connection connect() throws SQLException {
        return server.connect(name);
    }

    @Override
    public String databaseName() {
        return name;
    }

    @Override
    public String serverVersion() {
        return version;
    }

    @Override
    public void copyOut(Connection connection, String command, Bytes bytes) throws SQLException {
        CopyOut copy = connection.unwrap(PGConnection.class).getCopyAPI().copyOut(command);
        try {
            for (byte[] row = copy.readFromCopy(); row != null; row = copy.readFromCopy()) {
                bytes.take(row, 0, row.length);
            }
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }

    @Override
    public boolean isPhysical() {
        return physical;
    }

    @Override
    public Optional<DatabaseLocale> productionLocale() {
        return productionLocale;
    }

    @Override
    public Optional<DumpedAgain> dumpAgain(DumpedAgain.Part part, Duration limit) {
        return new PgDump(server, name).run(part, PostgresqlRestorer.major(version), limit);
    }

    @Override
    public Duration statementLimit() {
        return server.statementLimit();
    }

    @Override
    public Copy copy() {
        return DatabaseCopy.make(server, name);
    }

    @Override
    public Sandbox sandbox() {
        return server.sandbox();
    }

    @Override
    public Optional<DatabaseAccess> admit(Optional<String> role, Set<Integer> taken) {
        return new Admittance(server, name).admit(role, ServedDatabase.freePort(PostgresqlServer.PORT, taken));
    }

    @Override
    public List<String> notes() {
        return List.copyOf(notes);
    }

    @Override
    public Optional<CannotTell> exhaustion() {
        return server.exhaustion();
    }

    @Override
    public String log() {
        return String.join("\n", ServerLog.withoutRows(server.sandbox().logTail()));
    }

    @Override
    public void close() {
        server.close();
    }
}
