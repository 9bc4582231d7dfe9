package io.restoreverifier.restore;

import io.restoreverifier.archive.Limits;
import io.restoreverifier.archive.Unwrapped;
import io.restoreverifier.model.Attachment;
import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.MariadbMessage;
import io.restoreverifier.model.ServerMessage;
import io.restoreverifier.model.Stage;
import io.restoreverifier.model.TableOfContents;
import io.restoreverifier.sandbox.Command;
import io.restoreverifier.sandbox.FullDisk;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One run of the client over a dump, on a server that was just made. */
final class MariadbImport {
    private static final int MOST_FINDINGS = 20;
    private static final int MOST_ERRORS = 1000;
    private static final List<String> CLIENT = List.of("mariadb", "mysql");

    private final MariadbServer server;
    private final RestoreRequest request;
    private final TableOfContents contents;
    private final MariadbSettings settings;
    private final Set<String> errors = new LinkedHashSet<>();

    MariadbImport(MariadbServer server, RestoreRequest request, TableOfContents contents, MariadbSettings settings) {
        this.server = server;
        this.request = request;
        this.contents = contents;
        this.settings = settings;
    }

    Restoration run() {
        prepare();
        int status = load();
        server.sandbox().exhaustion().ifPresent(lack -> {
            throw lack;
        });
        throwTrouble();
        if (status == 127) {
            throw new CannotTell(
                    FindingCode.TOOL_FAILED,
                    server.sandbox().info().equipment() + " has no client of MariaDB or MySQL",
                    "name an image with one under `restore: {mariadb: {image: ...}}`");
        }
        boolean opened = server.openToAll();
        List<String> notes = new ArrayList<>();
        List<Finding> findings = new ArrayList<>(findings(status));
        if (settings.binlogs().isPresent() && findings.isEmpty()) {
            findings.addAll(new BinlogReplay(server, request, settings.target())
                    .run(BinlogReplay.written(request.artifact().file()), notes));
        }
        MariadbDatabase database = MariadbDatabase.dumped(server, contents, settings);
        notes.forEach(database::note);
        if (opened) {
            database.note("users: those of the dump; the checks ask without their rights");
        }
        return new Restoration(
                Optional.of(database),
                findings,
                List.of(Attachment.text(
                        "mariadb output", errors.isEmpty() ? "(it said nothing)" : String.join("\n", errors))));
    }

    /** What speaks about the sandbox says nothing about the backup. */
    private void throwTrouble() {
        for (String error : errors) {
            if (MariadbMessage.saysDiskIsFull(error)) {
                throw FullDisk.told(" while the dump was loaded");
            }
            if (MariadbMessage.saysServerIsLost(error)) {
                throw new CannotTell(
                        FindingCode.TOOL_FAILED,
                        "the client lost the server: " + error,
                        "does it have enough memory? raise `sandbox: {memory: ...}` in the entry");
            }
        }
    }

    /** The database that a dump of one does not make, and the users that definitions are run as. */
    private void prepare() {
        try {
            if (wantsDatabase()) {
                server.execute("create database if not exists " + MariadbDatabase.quoted(contents.databaseName()));
            }
            for (String user : settings.users()) {
                String account = account(user);
                server.execute("create user if not exists " + account, "grant all on *.* to " + account);
            }
        } catch (SQLException e) {
            throw new CannotTell(
                    FindingCode.TOOL_FAILED,
                    "the server in the sandbox refuses what comes before the dump: " + ServerMessage.of(e),
                    "look at the entry's `users:` and at the image",
                    e);
        }
    }

    /** One that makes its database itself knows better than we do with which character set. */
    private boolean wantsDatabase() {
        String name = contents.databaseName();
        return !name.isEmpty()
                && contents.entries().stream()
                        .noneMatch(e -> e.type().equals("DATABASE") && e.name().equals(name));
    }

    private static String account(String user) {
        int at = user.lastIndexOf('@');
        String host = at < 0 ? "%" : user.substring(at + 1);
        return "'" + (at < 0 ? user : user.substring(0, at)) + "'@'" + host + "'";
    }

    private int load() {
        List<String> arguments =
                new ArrayList<>(List.of("--batch", "--force", "--binary-mode", "--max-allowed-packet=1G"));
        if (wantsDatabase()) {
            arguments.add("--database=" + contents.databaseName());
        }
        try (SandboxPipe pipe = SandboxPipe.in(server.sandbox(), "dump.sql")) {
            Command command = server.importer(CLIENT, arguments, "<" + pipe.inside(), request.limit());
            return pipe.run(() -> server.sandbox().run(command, (stream, text) -> heard(text)), to -> {
                try (InputStream script =
                                Unwrapped.open(request.artifact().file(), Limits.READ_THROUGH, request.progress());
                        OutputStream out = Files.newOutputStream(to, StandardOpenOption.WRITE)) {
                    script.transferTo(out);
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException("the dump was read to its end before", e);
        }
    }

    private synchronized void heard(String line) {
        if (errors.size() < MOST_ERRORS) {
            MariadbMessage.printed(line).ifPresent(errors::add);
        }
    }

    private List<Finding> findings(int status) {
        List<Finding> findings = new ArrayList<>();
        settings.database().filter(name -> !has(name)).ifPresent(name -> findings.add(noSuch(name)));
        errors.stream()
                .limit(MOST_FINDINGS)
                .forEach(e -> findings.add(
                        error(FindingCode.RESTORE_ERRORS, e, "look at the output of the client in the report")));
        if (errors.size() > MOST_FINDINGS) {
            findings.add(
                    error(FindingCode.RESTORE_ERRORS, "and " + (errors.size() - MOST_FINDINGS) + " more errors", ""));
        }
        if (findings.isEmpty() && status != 0) {
            findings.add(error(
                    FindingCode.RESTORE_FAILED,
                    "the client ended with status " + status + " and named no error",
                    "restore it by hand with the same image, and see what it says"));
        }
        return findings;
    }

    private boolean has(String database) {
        return contents.databaseName().equals(database)
                || contents.entries().stream().anyMatch(e -> e.schema().equals(database));
    }

    private static Finding noSuch(String database) {
        return error(
                FindingCode.WRONG_SYSTEM,
                "the dump has no database " + database,
                "does the backup job dump another server? or correct `restore: {mariadb: {database: ...}}`");
    }

    private static Finding error(FindingCode code, String message, String hint) {
        return Finding.error(code, Stage.RESTORE, "", message, hint);
    }
}
