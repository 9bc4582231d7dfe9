package io.restoreverifier.restore;

import io.restoreverifier.model.Attachment;
import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.Format;
import io.restoreverifier.model.TableOfContents;
import io.restoreverifier.sandbox.Command;
import io.restoreverifier.sandbox.LineConsumer;
import io.restoreverifier.sandbox.Sandbox;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One restore by pg_restore into a server that was just made. */
final class PgRestore {
    private final PostgresqlServer server;
    private final Sandbox sandbox;
    private final RestoreRequest request;
    private final TableOfContents contents;
    private final List<String> roles;
    private final DumpByTool dump;
    private final String artifact;
    private final FreshDatabase database;
    private final ClientPrograms programs;
    private final List<String> notes = new ArrayList<>();

    PgRestore(PostgresqlServer server, RestoreRequest request, DumpByTool dump, List<String> roles) {
        this.server = server;
        this.sandbox = server.sandbox();
        this.request = request;
        this.contents = request.inspection().contents().orElseThrow();
        this.dump = dump;
        this.roles = roles;
        this.artifact = dump.artifact();
        this.database = new FreshDatabase(server, contents.databaseName(), notes);
        this.programs = new ClientPrograms(server);
    }

    Restoration run() {
        notes.addAll(sandbox.info().notes());
        database.createRoles(roles);
        List<Finding> globals = new Globals(server, request, programs).load(database.maintenance(), notes);
        database.drop();
        String asProduction = dump.createDatabase();
        database.create(asProduction);
        // The fastest way stops at the first error or mixes up what several jobs say: then once more, to hear them all.
        PgRestoreOutput output = new PgRestoreOutput(roles);
        int status = restore(output, List.of(fastest()));
        if (status != 0 && output.trouble().isEmpty() && server.exhaustion().isEmpty()) {
            database.drop();
            database.create(asProduction);
            output = new PgRestoreOutput(roles);
            status = restore(output, List.of());
        }
        if (status != 0) {
            throwTrouble(output);
        }
        return restoration(status, output, globals, asProduction);
    }

    /** Several jobs cannot read one tar. */
    private String fastest() {
        return request.inspection().format() == Format.POSTGRESQL_TAR ? "--single-transaction" : Jobs.fastest(contents);
    }

    private int restore(PgRestoreOutput output, List<String> how) {
        List<String> arguments = new ArrayList<>(List.of("--dbname=" + contents.databaseName(), "--no-password"));
        arguments.addAll(how);
        arguments.add(artifact);
        try (RestoreWatch watch =
                new RestoreWatch(server.dataSource(database.maintenance()), contents.databaseName(), request)) {
            return tool("pg_restore", arguments, request.limit(), output);
        }
    }

    private Restoration restoration(int status, PgRestoreOutput output, List<Finding> globals, String asProduction) {
        List<Finding> findings = new ArrayList<>(globals);
        findings.addAll(output.findings(status, contents.toolVersion()));
        PostgresqlDatabase restored = new PostgresqlDatabase(server, contents.databaseName(), asProduction, notes);
        restored.readVersion();
        return new Restoration(
                Optional.of(restored),
                findings,
                List.of(
                        Attachment.text("pg_restore output", output.text()),
                        Attachment.text("pg_restore --list", dump.list())));
    }

    private int tool(String program, List<String> arguments, Duration limit, LineConsumer output) {
        Command command = server.tool(program, arguments, limit);
        return sandbox.run(command, output);
    }

    private void throwTrouble(PgRestoreOutput output) {
        Optional<CannotTell> trouble = server.exhaustion().or(output::trouble);
        if (trouble.isPresent()) {
            throw trouble.get();
        }
    }
}
