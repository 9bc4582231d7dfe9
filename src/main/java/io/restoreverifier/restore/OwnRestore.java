package io.restoreverifier.restore;

import io.restoreverifier.dump.DumpDamage;
import io.restoreverifier.model.Attachment;
import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Stage;
import io.restoreverifier.model.TableOfContents;
import io.restoreverifier.sandbox.Sandbox;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One restore by our own reader, over JDBC, into a server that was just made: for sandboxes that carry no pg_restore. Does
 * what pg_restore would, in the same order, and tells the same findings.
 */
final class OwnRestore {
    static final String READER = "Restore Verifier's own reader";

    private final PostgresqlServer server;
    private final Sandbox sandbox;
    private final RestoreRequest request;
    private final TableOfContents contents;
    private final PostgresqlSettings settings;
    private final Path artifact;
    private final FreshDatabase database;
    private final List<String> notes = new ArrayList<>();
    /** The statement that made production's database; empty until the dump was read so far. */
    private String asProduction = "";

    OwnRestore(PostgresqlServer server, RestoreRequest request, TableOfContents contents, PostgresqlSettings settings) {
        this.server = server;
        this.sandbox = server.sandbox();
        this.request = request;
        this.contents = contents;
        this.settings = settings;
        this.artifact = request.artifact().file();
        this.database = new FreshDatabase(server, contents.databaseName(), notes);
    }

    Restoration run() {
        notes.addAll(sandbox.info().notes());
        notes.add("restored by " + READER + ": no pg_restore of major "
                + PostgresqlRestorer.major(contents.toolVersion()) + " or later is installed");
        database.createRoles(settings.roles());
        List<Finding> findings = new ArrayList<>(
                new Globals(server, request, new ClientPrograms(server)).load(database.maintenance(), notes));
        database.drop();
        RestoreErrors errors = new RestoreErrors(READER, settings.roles());
        try (ConnectionGuard guard = new ConnectionGuard(request.limit());
                RestoreWatch watch =
                        new RestoreWatch(server.dataSource(database.maintenance()), contents.databaseName(), request)) {
            errors = restore(guard);
        } catch (DumpDamage damage) {
            findings.add(Finding.error(damage.code(), Stage.RESTORE, "", damage.text(), damage.hint()));
        } catch (InterruptedIOException e) {
            throw new CannotTell(FindingCode.INTERRUPTED, "the restore was interrupted", "", e);
        } catch (IOException e) {
            throw new CannotTell(
                    FindingCode.NOT_SUPPORTED,
                    READER + " cannot make out a statement of the dump: " + e.getMessage(),
                    "install PostgreSQL's client programs, so that pg_restore restores it",
                    e);
        }
        return restoration(errors, findings);
    }

    private RestoreErrors restore(ConnectionGuard guard) throws IOException {
        DumpPrologue prologue;
        try {
            prologue = DumpPrologue.read(artifact);
        } catch (DumpDamage damage) {
            database.create("");
            throw damage;
        }
        asProduction = prologue.createDatabase();
        database.create(asProduction);
        RestoreErrors refused = refusal(prologue);
        if (refused.any()) {
            return refused;
        }
        // One transaction is the fastest way, but it stops at the first error: then once more, to hear them all.
        RestoreErrors errors = replay(guard, prologue, true);
        if (errors.any() && errors.trouble().isEmpty() && sandbox.exhaustion().isEmpty()) {
            database.drop();
            database.create(asProduction);
            errors = replay(guard, prologue, false);
        }
        return errors;
    }

    /** On the day of a recovery it would be pg_restore of the major that the entry names, and that one would refuse. */
    private RestoreErrors refusal(DumpPrologue prologue) {
        RestoreErrors errors = new RestoreErrors("pg_restore", settings.roles());
        int oldest = prologue.archiveVersion() >= 16 ? 17 : prologue.archiveVersion() >= 15 ? 16 : 0;
        if (settings.namesVersion() && serverMajor() < oldest) {
            errors.error("unsupported version (1." + prologue.archiveVersion() + ") in file header");
        }
        return errors;
    }

    private int serverMajor() {
        try (Connection connection = server.dataSource(contents.databaseName()).getConnection()) {
            return connection.getMetaData().getDatabaseMajorVersion();
        } catch (SQLException e) {
            throw lost(e);
        }
    }

    private RestoreErrors replay(ConnectionGuard guard, DumpPrologue prologue, boolean oneTransaction)
            throws IOException {
        RestoreErrors errors = new RestoreErrors(READER, settings.roles());
        try (Connection connection = ReplayConnection.open(server, contents.databaseName())) {
            guard.guard(connection);
            connection.setAutoCommit(!oneTransaction);
            new DumpReplay(connection, artifact, prologue, errors).run();
        } catch (SQLException e) {
            guard.throwIfBroken();
            // Whatever DumpReplay gave up for was told; what nobody told is the connection itself.
            if (!errors.any()) {
                throw lost(e);
            }
        }
        return errors;
    }

    private CannotTell lost(SQLException e) {
        return sandbox.exhaustion()
                .orElseGet(() -> new CannotTell(
                        FindingCode.TOOL_FAILED,
                        READER + " lost the server: " + ServerErrorText.shown("", e),
                        "look at the server's log in the report",
                        e));
    }

    private Restoration restoration(RestoreErrors errors, List<Finding> findings) {
        if (errors.any()) {
            throwTrouble(errors);
        }
        findings.addAll(errors.findings(0, contents.toolVersion()));
        PostgresqlDatabase restored = new PostgresqlDatabase(server, contents.databaseName(), asProduction, notes);
        restored.readVersion();
        return new Restoration(
                Optional.of(restored), findings, List.of(Attachment.text("restore output", errors.text())));
    }

    private void throwTrouble(RestoreErrors errors) {
        Optional<CannotTell> trouble = sandbox.exhaustion().or(errors::trouble);
        if (trouble.isPresent()) {
            throw trouble.get();
        }
    }
}
