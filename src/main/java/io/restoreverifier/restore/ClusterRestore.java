package io.restoreverifier.restore;

import io.restoreverifier.dump.DumpDamage;
import io.restoreverifier.model.Attachment;
import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Stage;
import io.restoreverifier.model.TableOfContents;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One restore of a script of pg_dumpall, by our own reader: psql, when a COPY has failed, would take its rows for statements
 * and print them, and in one transaction it cannot connect to another database.
 */
final class ClusterRestore {
    private final PostgresqlServer server;
    private final RestoreRequest request;
    private final TableOfContents contents;
    private final PostgresqlSettings settings;

    ClusterRestore(
            PostgresqlServer server, RestoreRequest request, TableOfContents contents, PostgresqlSettings settings) {
        this.server = server;
        this.request = request;
        this.contents = contents;
        this.settings = settings;
    }

    Restoration run() {
        List<String> notes = new ArrayList<>(server.sandbox().info().notes());
        notes.add("restored by " + OwnRestore.READER + ": globals, then each database");
        RestoreErrors errors = new RestoreErrors(OwnRestore.READER, settings.roles());
        Map<String, String> asProduction = replay(errors, notes);
        List<Finding> findings = new ArrayList<>(errors.findings(0, contents.toolVersion()));
        List<PostgresqlDatabase> all = new ArrayList<>();
        for (String name : names()) {
            List<String> own = all.isEmpty() ? notes : new ArrayList<>();
            PostgresqlDatabase database =
                    new PostgresqlDatabase(server, name, asProduction.getOrDefault(name, ""), own);
            database.readVersion();
            all.add(database);
        }
        settings.database()
                .filter(name -> all.stream().noneMatch(d -> d.databaseName().equals(name)))
                .ifPresent(name -> findings.add(noSuch(name)));
        notes.add("databases: " + String.join(", ", names()));
        PostgresqlDatabase first = all.remove(0);
        first.beside(all);
        return new Restoration(Optional.of(first), findings, List.of(Attachment.text("restore output", errors.text())));
    }

    private Map<String, String> replay(RestoreErrors errors, List<String> notes) {
        try (ConnectionGuard guard = new ConnectionGuard(request.limit())) {
            ClusterReplay replay = new ClusterReplay(server, guard, errors, notes);
            try {
                replay.run(request.artifact().file());
            } catch (SQLException e) {
                guard.throwIfBroken();
                throw lost(e);
            }
            server.exhaustion().or(errors::trouble).ifPresent(trouble -> {
                throw trouble;
            });
            return replay.asProduction();
        } catch (DumpDamage damage) {
            throw new CannotTell(FindingCode.NOT_SUPPORTED, damage.text(), damage.hint(), damage);
        } catch (InterruptedIOException e) {
            throw new CannotTell(FindingCode.INTERRUPTED, "the restore was interrupted", "", e);
        } catch (IOException e) {
            throw new CannotTell(
                    FindingCode.NOT_SUPPORTED,
                    OwnRestore.READER + " cannot make out a statement of the script: " + e.getMessage(),
                    "restore each database from a dump of its own",
                    e);
        }
    }

    /** The one that the checks ask comes first. */
    private List<String> names() {
        List<String> names = new ArrayList<>();
        names.add(contents.databaseName());
        contents.others().forEach(other -> names.add(other.databaseName()));
        settings.database().filter(names::remove).ifPresent(name -> names.add(0, name));
        return names;
    }

    private CannotTell lost(SQLException e) {
        return server.exhaustion()
                .orElseGet(() -> new CannotTell(
                        FindingCode.TOOL_FAILED,
                        OwnRestore.READER + " lost the server: " + ServerErrorText.shown("", e),
                        "look at the server's log in the report",
                        e));
    }

    private static Finding noSuch(String database) {
        return Finding.error(
                FindingCode.WRONG_SYSTEM,
                Stage.RESTORE,
                "",
                "the dump has no database " + database + " with a table",
                "does the backup job dump another server? or correct `restore: {postgresql: {database: ...}}`");
    }
}
