package io.restoreverifier.restore;

import io.restoreverifier.dump.DumpDamage;
import io.restoreverifier.model.Attachment;
import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Format;
import io.restoreverifier.model.Stage;
import io.restoreverifier.model.TableOfContents;
import io.restoreverifier.sandbox.Sandbox;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One restore by our own reader, over JDBC, into a server that was just made: for sandboxes that carry no pg_restore, and
 * for scripts that psql cannot run or did not run to their end. Does what the tool would, in the same order, and tells the
 * same findings.
 */
final class OwnRestore {
    static final String READER = "Restore Verifier's own reader";

    /** A script that does not make its database does not say what it is called. */
    static final String UNNAMED = "restored";

    private final PostgresqlServer server;
    private final Sandbox sandbox;
    private final RestoreRequest request;
    private final TableOfContents contents;
    private final PostgresqlSettings settings;
    private final String name;
    private final FreshDatabase database;
    private final List<String> notes = new ArrayList<>();
    /** The statement that made production's database; empty until the dump was read so far. */
    private String asProduction = "";

    private boolean psqlFirst;

    OwnRestore(PostgresqlServer server, RestoreRequest request, TableOfContents contents, PostgresqlSettings settings) {
        this.server = server;
        this.sandbox = server.sandbox();
        this.request = request;
        this.contents = contents;
        this.settings = settings;
        this.name = contents.databaseName().isEmpty() ? UNNAMED : contents.databaseName();
        this.database = new FreshDatabase(server, name, notes);
    }

    /** Lets the sandbox's psql run a script first, where there is one. */
    OwnRestore psqlFirst() {
        psqlFirst = true;
        return this;
    }

    Restoration run() {
        notes.addAll(sandbox.info().notes());
        if (request.inspection().format() != Format.POSTGRESQL_PLAIN) {
            notes.add("restored by " + READER + ": no pg_restore of major "
                    + PostgresqlRestorer.major(contents.toolVersion()) + " or later is installed");
        }
        database.createRoles(settings.roles());
        List<Finding> findings = new ArrayList<>(
                new Globals(server, request, new ClientPrograms(server)).load(database.maintenance(), notes));
        database.drop();
        RestoreErrors errors = new RestoreErrors(READER, settings.roles());
        try (ConnectionGuard guard = new ConnectionGuard(request.limit());
                RestoreWatch watch = new RestoreWatch(server.dataSource(database.maintenance()), name, request)) {
            errors = restore(guard);
        } catch (DumpDamage damage) {
            findings.add(Finding.error(damage.code(), Stage.RESTORE, "", damage.text(), damage.hint()));
        } catch (InterruptedIOException e) {
            throw new CannotTell(FindingCode.INTERRUPTED, "the restore was interrupted", "", e);
        } catch (IOException e) {
            throw new CannotTell(
                    FindingCode.NOT_SUPPORTED,
                    READER + " cannot make out a statement of the dump: " + e.getMessage(),
                    "install PostgreSQL's client programs, so that the real tool restores it",
                    e);
        }
        return restoration(errors, findings);
    }

    private RestoreErrors restore(ConnectionGuard guard) throws IOException {
        Replayed dump;
        try {
            dump = Replayed.open(request);
        } catch (DumpDamage damage) {
            database.create("");
            throw damage;
        }
        asProduction = dump.asProduction();
        database.create(dump.createDatabase());
        RestoreErrors refused = refusal(dump);
        if (refused.any()) {
            return refused;
        }
        Optional<Psql> psql = psqlFor(dump);
        return psql.isPresent() ? byPsql(psql.get(), guard, dump) : bySelf(guard, dump);
    }

    private Optional<Psql> psqlFor(Replayed dump) throws IOException {
        Optional<Psql> psql = psqlFirst && dump.isForPsql()
                ? Psql.in(server, request.artifact().file())
                : Optional.empty();
        if (psql.isEmpty() && request.inspection().format() == Format.POSTGRESQL_PLAIN) {
            notes.add(
                    "restored by " + READER + ": "
                            + (dump.isForPsql()
                                    ? "no psql is installed, or no program for what the script is compressed with"
                                    : "the script makes its database, or drops what it makes, and there is nothing yet to drop"));
        }
        return psql;
    }

    /** It stops at the first error: then our own reader goes over it again, to hear them all. */
    private RestoreErrors byPsql(Psql psql, ConnectionGuard guard, Replayed dump) throws IOException {
        Psql.Ran ran = psql.run(request, name, settings.roles());
        if (ran.whole()) {
            notes.add("restored by " + psql.version());
            return ran.errors();
        }
        if (ran.errors().trouble().isPresent() || server.exhaustion().isPresent()) {
            return ran.errors();
        }
        notes.add("restored by " + READER + ", after " + psql.version() + " stopped before the end");
        RestoreErrors all = again(guard, dump);
        return all.any() ? all : ran.errors();
    }

    /** One transaction is the fastest way, but it stops at the first error: then once more, to hear them all. */
    private RestoreErrors bySelf(ConnectionGuard guard, Replayed dump) throws IOException {
        RestoreErrors errors = replay(guard, dump, true);
        return errors.any() && errors.trouble().isEmpty() && server.exhaustion().isEmpty()
                ? again(guard, dump)
                : errors;
    }

    private RestoreErrors again(ConnectionGuard guard, Replayed dump) throws IOException {
        database.drop();
        database.create(dump.createDatabase());
        return replay(guard, dump, false);
    }

    /** On the day of a recovery it would be pg_restore of the major that the entry names, and that one would refuse. */
    private RestoreErrors refusal(Replayed dump) {
        RestoreErrors errors = new RestoreErrors("pg_restore", settings.roles());
        int oldest = dump.archiveVersion() >= 16 ? 17 : dump.archiveVersion() >= 15 ? 16 : 0;
        if (settings.namesVersion() && serverMajor() < oldest) {
            errors.error("unsupported version (1." + dump.archiveVersion() + ") in file header");
        }
        return errors;
    }

    private int serverMajor() {
        try (Connection connection = server.dataSource(name).getConnection()) {
            return connection.getMetaData().getDatabaseMajorVersion();
        } catch (SQLException e) {
            throw lost(e);
        }
    }

    private RestoreErrors replay(ConnectionGuard guard, Replayed dump, boolean oneTransaction) throws IOException {
        RestoreErrors errors = new RestoreErrors(READER, settings.roles());
        try (Connection connection = ReplayConnection.open(server, name)) {
            guard.guard(connection);
            connection.setAutoCommit(!oneTransaction);
            dump.send(connection, errors);
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
        return server.exhaustion()
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
        PostgresqlDatabase restored = new PostgresqlDatabase(server, name, asProduction, notes);
        restored.readVersion();
        return new Restoration(
                Optional.of(restored), findings, List.of(Attachment.text("restore output", errors.text())));
    }

    private void throwTrouble(RestoreErrors errors) {
        Optional<CannotTell> trouble = server.exhaustion().or(errors::trouble);
        if (trouble.isPresent()) {
            throw trouble.get();
        }
    }
}
