package io.restoreverifier.restore;

import io.restoreverifier.archive.SafeName;
import io.restoreverifier.dump.BlockData;
import io.restoreverifier.dump.DataForm;
import io.restoreverifier.dump.Definitions;
import io.restoreverifier.dump.DumpBlocks;
import io.restoreverifier.dump.DumpData;
import io.restoreverifier.dump.DumpEntry;
import io.restoreverifier.dump.DumpObject;
import io.restoreverifier.dump.DumpReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Sends a dump to a server: in the order of its table of contents, as pg_restore without options does. The table of contents
 * is read anew for each pass, so that memory does not grow with it. Used once.
 */
final class DumpReplay {
    /** Instead of a definition, in dumps made with {@code --load-via-partition-root}. */
    private static final String COMMENT_ONLY = "-- load via partition root ";

    private final Connection connection;
    private final Path file;
    private final DumpPrologue prologue;
    private final RestoreErrors errors;
    private final ReplaySession session;
    private final LargeObjects largeObjects = new LargeObjects();
    private final boolean oneTransaction;

    /**
     * @param connection with autocommit off for one transaction that ends at the first error, on to go on after errors
     * @param errors where they are told
     */
    DumpReplay(Connection connection, Path file, DumpPrologue prologue, RestoreErrors errors) throws SQLException {
        this.connection = connection;
        this.file = file;
        this.prologue = prologue;
        this.errors = errors;
        this.session = new ReplaySession(connection, prologue);
        this.oneTransaction = !connection.getAutoCommit();
    }

    /**
     * Sends everything.
     *
     * @throws SQLException when the connection is lost, or the one transaction has failed; its error was told
     */
    void run() throws SQLException, IOException {
        session.begin();
        try (DumpData data = DumpData.open(file, through -> {})) {
            for (ReplayPass pass : ReplayPass.values()) {
                run(pass, data);
            }
        }
        if (oneTransaction) {
            commit();
        }
    }

    private void run(ReplayPass pass, DumpData data) throws SQLException, IOException {
        try (DumpReader reader = DumpReader.open(file, Definitions.READ, through -> {})) {
            reader.textsAre(prologue.charset());
            Optional<DumpObject> next = reader.nextEntry();
            while (next.isPresent()) {
                DumpObject object = next.get();
                if (ReplayPass.isRestored(object.entry()) && ReplayPass.of(object.entry()) == pass) {
                    restore(object, data);
                }
                next = reader.nextEntry();
            }
        }
    }

    private void restore(DumpObject object, DumpData data) throws SQLException, IOException {
        DumpEntry entry = object.entry();
        attempt(entry, () -> "", () -> session.turnTo(object));
        if (object.isGroupOfLargeObjects()) {
            send(entry, largeObjects.creations(object));
            return;
        }
        if (LargeObjects.isPrivilegesOfGroup(object)) {
            send(entry, largeObjects.privileges(object));
            return;
        }
        if (!object.definition().isEmpty() && !object.definition().startsWith(COMMENT_ONLY)) {
            send(entry, object.definition());
        }
        send(entry, OwnerStatement.of(object));
        send(entry, ReplaySession.accessMethodOfPartitioned(object));
        if (entry.hasData()) {
            data(object, data.at(entry));
        }
    }

    private void data(DumpObject object, DumpBlocks block) throws SQLException, IOException {
        DumpEntry entry = object.entry();
        if (entry.holdsLargeObjects()) {
            attempt(entry, () -> "", () -> inTransaction(() -> largeObjects.write(connection, block)));
        } else if (entry.copied()) {
            String command = CopyCommand.of(object, prologue.encoding());
            try (BlockData rows = block.data(DataForm.UNCOMPRESSED)) {
                RowTransfer transfer = new RowTransfer(entry.name());
                attempt(entry, transfer::place, () -> transfer.send(connection, command, rows));
            }
        } else {
            inserts(entry, block);
        }
    }

    private void inserts(DumpEntry entry, DumpBlocks block) throws SQLException, IOException {
        try (BlockData rows = block.data(DataForm.UNCOMPRESSED)) {
            var text = new InputStreamReader(rows, prologue.charset().newDecoder());
            StatementSplitter statements = new StatementSplitter(text, !prologue.standardStrings());
            for (Optional<String> next = statements.next(); next.isPresent(); next = statements.next()) {
                send(entry, next.get());
            }
        }
    }

    private void send(DumpEntry entry, Optional<String> statement) throws SQLException, IOException {
        if (statement.isPresent()) {
            send(entry, statement.get());
        }
    }

    private void send(DumpEntry entry, Iterable<String> statements) throws SQLException, IOException {
        for (String statement : statements) {
            send(entry, statement);
        }
    }

    private void send(DumpEntry entry, String statement) throws SQLException, IOException {
        attempt(entry, () -> "", () -> ReplayConnection.execute(connection, statement));
    }

    /** Does one thing and tells its error, after which one transaction is over, and anything else goes on. */
    private void attempt(DumpEntry entry, Supplier<String> before, Sending sending) throws SQLException, IOException {
        try {
            sending.send();
        } catch (SQLException e) {
            tell(entry, before.get(), e);
            if (oneTransaction || ServerErrorText.isConnectionLost(e)) {
                throw e;
            }
        }
    }

    private void tell(DumpEntry entry, String before, SQLException e) {
        errors.line(SafeName.shown("from entry " + entry.id() + "; " + entry.type() + " "
                + (entry.schema().isEmpty() ? "-" : entry.schema()) + " " + entry.name() + " " + entry.owner()));
        String shown = ServerErrorText.shown(before, e);
        errors.line("error: " + shown);
        errors.error(ServerErrorText.isConnectionLost(e) ? "connection to server was lost: " + shown : shown);
    }

    private void inTransaction(Sending sending) throws SQLException, IOException {
        if (oneTransaction) {
            sending.send();
            return;
        }
        connection.setAutoCommit(false);
        try {
            sending.send();
            connection.commit();
        } catch (SQLException e) {
            connection.rollback();
            throw e;
        } finally {
            connection.setAutoCommit(true);
        }
    }

    /** What was put off until now, such as deferred constraints, may fail here. */
    private void commit() throws SQLException {
        try {
            connection.commit();
        } catch (SQLException e) {
            errors.error(ServerErrorText.shown("", e));
            throw e;
        }
    }

    /** Anything that asks the server for something. */
    @FunctionalInterface
    private interface Sending {
        void send() throws SQLException, IOException;
    }
}
