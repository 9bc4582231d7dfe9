package io.restoreverifier.restore;

import io.restoreverifier.archive.Limits;
import io.restoreverifier.archive.Unwrapped;
import io.restoreverifier.dump.CopyTarget;
import io.restoreverifier.dump.DumpEntry;
import io.restoreverifier.dump.ScriptCommand;
import io.restoreverifier.dump.ScriptLine;
import io.restoreverifier.dump.ScriptPiece;
import io.restoreverifier.dump.ScriptReader;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Sends a script of pg_dumpall to a server: globals first, then each database, which is made as it says and connected to where
 * it says. Goes on after errors and tells all. Used once.
 */
final class ClusterReplay {
    private static final String MAINTENANCE = "postgres";
    private static final Pattern CREATE =
            Pattern.compile("CREATE DATABASE (\"(?:[^\"]++|\"\")++\"|\\S+) .*", Pattern.DOTALL);
    private static final ScriptPrologue PLAIN = new ScriptPrologue("UTF8", "", false, false);

    private final PostgresqlServer server;
    private final ConnectionGuard guard;
    private final RestoreErrors errors;
    private final List<String> notes;
    /** The statements that made production's databases, by name. */
    private final Map<String, String> asProduction = new LinkedHashMap<>();

    private Charset charset = StandardCharsets.UTF_8;
    private boolean tablespaces;
    private @Nullable Connection connection;
    private @Nullable ScriptReplay database;
    private @Nullable DumpEntry current;

    ClusterReplay(PostgresqlServer server, ConnectionGuard guard, RestoreErrors errors, List<String> notes) {
        this.server = server;
        this.guard = guard;
        this.errors = errors;
        this.notes = notes;
    }

    Map<String, String> asProduction() {
        return asProduction;
    }

    /** @throws SQLException when the connection is lost; its error was told */
    void run(Path file) throws SQLException, IOException {
        try (Unwrapped unwrapped = Unwrapped.open(file, Limits.READ_THROUGH, through -> {})) {
            ScriptReader script = new ScriptReader(unwrapped);
            connect(MAINTENANCE);
            database = null;
            for (Optional<ScriptPiece> next = script.next(); next.isPresent(); next = script.next()) {
                take(next.get(), script);
            }
        } finally {
            disconnect();
        }
        if (tablespaces) {
            notes.add("tablespaces: left out, everything is in the server's own");
        }
    }

    private void take(ScriptPiece piece, ScriptReader script) throws SQLException, IOException {
        switch (piece.kind()) {
            case COMMENT -> comment(piece, script);
            case COMMAND -> {
                Optional<String> name = ScriptCommand.connect(piece.text());
                if (name.isPresent()) {
                    connect(name.get());
                } else {
                    pass(piece, script);
                }
            }
            case STATEMENT -> statement(piece, script);
            case COPY -> pass(piece, script);
        }
    }

    private void comment(ScriptPiece piece, ScriptReader script) throws SQLException, IOException {
        if (piece.text().equals(ScriptLine.COMPLETE)) {
            connect(MAINTENANCE);
            database = null;
        }
        current = ScriptLine.entry(piece.text(), 1).orElse(current);
        pass(piece, script);
    }

    private void pass(ScriptPiece piece, ScriptReader script) throws SQLException, IOException {
        ScriptReplay replay = database;
        if (replay != null) {
            replay.run(piece, script);
        }
    }

    private void statement(ScriptPiece piece, ScriptReader script) throws SQLException, IOException {
        String raw = piece.raw();
        DumpEntry entry = current;
        if (raw.startsWith("CREATE TABLESPACE ")
                || raw.startsWith("ALTER TABLESPACE ")
                || raw.startsWith("GRANT ") && raw.contains(" ON TABLESPACE ")
                || raw.startsWith("SET default_tablespace = ") && !raw.endsWith("''")) {
            tablespaces = true;
        } else if (database != null && (entry == null || ReplayPass.isRestored(entry))) {
            pass(piece, script);
        } else if (CREATE.matcher(raw).matches()) {
            create(piece.text(charset));
        } else if (database == null || !raw.startsWith("SET ")) {
            ofServer(piece);
        } else {
            pass(piece, script);
        }
    }

    private void create(String statement) {
        Matcher create = CREATE.matcher(statement);
        if (create.matches()) {
            String name = CopyTarget.plain(create.group(1));
            asProduction.put(name, statement);
            new FreshDatabase(server, name, notes).create(statement);
        }
    }

    /** Roles, and what databases are set to. */
    private void ofServer(ScriptPiece piece) throws SQLException, IOException {
        Matcher set = ScriptPrologue.ENCODING.matcher(piece.raw());
        if (set.matches()) {
            charset = ServerEncoding.charset(set.group(1)).orElse(charset);
            return;
        }
        Connection open = connection;
        if (open == null || piece.raw().startsWith("SET ") || piece.raw().startsWith("SELECT pg_catalog.set_config(")) {
            return;
        }
        try {
            ReplayConnection.execute(open, piece.text(charset));
        } catch (SQLException e) {
            String shown = ServerErrorText.shown("", e);
            boolean lost = ServerErrorText.isConnectionLost(e);
            errors.line("error: " + shown);
            errors.error(lost ? "connection to server was lost: " + shown : shown);
            if (lost) {
                throw e;
            }
        }
    }

    private void connect(String name) throws SQLException {
        disconnect();
        Connection opened = ReplayConnection.open(server, name);
        guard.guard(opened);
        connection = opened;
        database = new ScriptReplay(opened, PLAIN, errors);
        current = null;
    }

    private void disconnect() throws SQLException {
        Connection open = connection;
        if (open != null) {
            open.close();
        }
        connection = null;
    }
}
