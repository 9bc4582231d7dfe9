package io.restoreverifier.restore;

import io.restoreverifier.archive.Limits;
import io.restoreverifier.archive.SafeName;
import io.restoreverifier.archive.Unwrapped;
import io.restoreverifier.dump.CopyTarget;
import io.restoreverifier.dump.DumpDamage;
import io.restoreverifier.dump.DumpEntry;
import io.restoreverifier.dump.ScriptCommand;
import io.restoreverifier.dump.ScriptLine;
import io.restoreverifier.dump.ScriptPiece;
import io.restoreverifier.dump.ScriptReader;
import io.restoreverifier.model.FindingCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.Optional;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/**
 * Sends a script of pg_dump to a server, as psql would: statement by statement, rows behind their COPY. What makes the
 * database is left out, since it is there. Used once.
 */
final class ScriptReplay {
    private static final String SEARCH_PATH = "SELECT pg_catalog.set_config(";

    private final Connection connection;
    private final RestoreErrors errors;
    private final boolean oneTransaction;
    private final boolean drops;
    private Charset charset = StandardCharsets.UTF_8;
    private String encoding = "UTF8";
    /** Whether what comes now is for the database; not so before a script that makes it has connected to it. */
    private boolean inDatabase;

    private @Nullable DumpEntry current;

    /** @param connection with autocommit off for one transaction that ends at the first error, on to go on after errors */
    ScriptReplay(Connection connection, ScriptPrologue prologue, RestoreErrors errors) throws SQLException {
        this.connection = connection;
        this.errors = errors;
        this.oneTransaction = !connection.getAutoCommit();
        this.drops = prologue.drops();
        this.inDatabase = !prologue.makesDatabase();
    }

    /** @throws SQLException when the connection is lost, or the one transaction has failed; its error was told */
    void run(Path file) throws SQLException, IOException {
        try (Unwrapped unwrapped = Unwrapped.open(file, Limits.READ_THROUGH, through -> {})) {
            ScriptReader script = new ScriptReader(unwrapped);
            for (Optional<ScriptPiece> next = script.next(); next.isPresent(); next = script.next()) {
                run(next.get(), script);
            }
        }
        if (oneTransaction) {
            attempt("", connection::commit);
        }
    }

    /** Takes one piece of a script that somebody else reads. */
    void run(ScriptPiece piece, ScriptReader script) throws SQLException, IOException {
        switch (piece.kind()) {
            case COMMENT -> {
                Optional<DumpEntry> entry = ScriptLine.entry(piece.text(), 1);
                current = entry.orElse(current);
            }
            case COMMAND -> command(piece.text());
            case STATEMENT -> statement(piece);
            case COPY -> copy(piece, script.rows());
        }
    }

    /** The inspection has refused whatever else there may be. */
    private void command(String command) throws DumpDamage {
        if (!ScriptCommand.isExpected(command)) {
            throw new DumpDamage(
                    FindingCode.UNSAFE_ENTRY, "a command of psql that pg_dump never writes is not run", "");
        }
        inDatabase |= ScriptCommand.connect(command).isPresent();
    }

    private void statement(ScriptPiece piece) throws SQLException, IOException {
        Matcher set = ScriptPrologue.ENCODING.matcher(piece.raw());
        if (set.matches()) {
            // What is sent is in the driver's encoding, whatever the script is in.
            encoding = set.group(1);
            charset = charset(encoding);
            return;
        }
        if (!inDatabase || (current != null && !ReplayPass.isRestored(current)) || isSetAnyway(piece.raw())) {
            return;
        }
        if (!piece.whole()) {
            throw new DumpDamage(
                    FindingCode.NOT_SUPPORTED,
                    "a statement of the script is longer than this version sends by itself",
                    "install PostgreSQL's client programs, so that psql restores it");
        }
        String text = piece.text(charset);
        if (current == null && drops && !text.startsWith("SET ") && !text.startsWith(SEARCH_PATH)) {
            drop(text);
        } else {
            attempt("", () -> ReplayConnection.execute(connection, text));
        }
    }

    /** Zero is what it is when nobody sets it, and only PostgreSQL 17 knows it. */
    private static boolean isSetAnyway(String statement) {
        return statement.equals("SET transaction_timeout = 0");
    }

    /** What is to make room for the dump finds nothing in an empty database, which psql would say and go on. */
    private void drop(String statement) throws SQLException {
        Savepoint before = oneTransaction ? connection.setSavepoint() : null;
        try {
            ReplayConnection.execute(connection, statement);
        } catch (SQLException e) {
            if (ServerErrorText.isConnectionLost(e)) {
                throw e;
            }
            if (before != null) {
                connection.rollback(before);
            }
        }
    }

    private void copy(ScriptPiece piece, InputStream rows) throws SQLException, IOException {
        String text = piece.text(charset) + ";";
        String table = CopyTarget.of(text).map(CopyTarget::name).orElse("");
        String command = CopyCommand.of(text, "table " + table, encoding);
        RowTransfer transfer = new RowTransfer(table);
        try {
            transfer.send(connection, command, rows);
        } catch (SQLException e) {
            tell(transfer.place(), e);
        }
    }

    private void attempt(String before, Sending sending) throws SQLException, IOException {
        try {
            sending.send();
        } catch (SQLException e) {
            tell(before, e);
        }
    }

    /** After an error one transaction is over, and anything else goes on. */
    private void tell(String before, SQLException e) throws SQLException {
        DumpEntry entry = current;
        if (entry != null) {
            errors.line(SafeName.shown("from " + entry.type() + " "
                    + (entry.schema().isEmpty() ? "-" : entry.schema()) + " " + entry.name() + " " + entry.owner()));
        }
        String shown = ServerErrorText.shown(before, e);
        boolean lost = ServerErrorText.isConnectionLost(e);
        errors.line("error: " + shown);
        errors.error(lost ? "connection to server was lost: " + shown : shown);
        if (oneTransaction || lost) {
            throw e;
        }
    }

    private static Charset charset(String encoding) throws DumpDamage {
        return ServerEncoding.charset(encoding)
                .orElseThrow(() -> new DumpDamage(
                        FindingCode.NOT_SUPPORTED,
                        "the script's encoding is " + encoding + ", which this version cannot read by itself",
                        "install PostgreSQL's client programs, so that psql restores it"));
    }

    /** Anything that asks the server for something. */
    @FunctionalInterface
    private interface Sending {
        void send() throws SQLException, IOException;
    }
}
