package io.restoreverifier.restore;

import io.restoreverifier.model.Attachment;
import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.FetchedArtifact;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.ServerMessage;
import io.restoreverifier.model.TableOfContents;
import io.restoreverifier.sandbox.Command;
import io.restoreverifier.sandbox.LineConsumer;
import io.restoreverifier.sandbox.Sandbox;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One restore by pg_restore into a server that was just made. */
final class PgRestore {
    /** Reading a table of contents or the statement that creates the database. */
    private static final Duration SHORT = Duration.ofMinutes(2);

    private static final Pattern ENCODING = Pattern.compile("ENCODING = '([A-Za-z0-9_]+)'");
    private static final Pattern LOCALE = Pattern.compile("(?:LOCALE|LC_COLLATE) = '([^']+)'");

    private final PostgresqlServer server;
    private final Sandbox sandbox;
    private final RestoreRequest request;
    private final TableOfContents contents;
    private final List<String> roles;
    private final String artifact;
    private final List<String> notes = new ArrayList<>();

    PgRestore(PostgresqlServer server, RestoreRequest request, TableOfContents contents, List<String> roles) {
        this.server = server;
        this.sandbox = server.sandbox();
        this.request = request;
        this.contents = contents;
        this.roles = roles;
        this.artifact = sandbox.inside(request.artifact().file());
    }

    Restoration run() {
        notes.addAll(sandbox.info().notes());
        createRoles();
        List<Finding> globals = loadGlobals();
        dropDatabase();
        String asProduction = createStatement();
        createDatabase(asProduction);
        // One transaction is the fastest way, but it stops at the first error: then once more, to hear them all.
        PgRestoreOutput output = new PgRestoreOutput(roles);
        int status = restore(output, List.of("--single-transaction"));
        if (status != 0 && output.trouble().isEmpty() && sandbox.exhaustion().isEmpty()) {
            dropDatabase();
            createDatabase(asProduction);
            output = new PgRestoreOutput(roles);
            status = restore(output, List.of());
        }
        if (status != 0) {
            throwTrouble(output);
        }
        return restoration(status, output, globals);
    }

    /** Roles first and foremost, as production has them; what they bring besides is not needed to restore. */
    private List<Finding> loadGlobals() {
        GlobalsOutput output = new GlobalsOutput();
        for (FetchedArtifact globals : request.companions()) {
            String file = sandbox.inside(globals.file());
            int status = tool(
                    "psql",
                    List.of("--no-psqlrc", "--quiet", "--dbname=" + maintenance(), "--file=" + file),
                    SHORT,
                    output);
            output.ended(globals, status);
            notes.add("globals: " + globals.artifact().name());
        }
        return output.findings();
    }

    private int restore(PgRestoreOutput output, List<String> how) {
        List<String> arguments = new ArrayList<>(List.of("--dbname=" + contents.databaseName(), "--no-password"));
        arguments.addAll(how);
        arguments.add(artifact);
        try (RestoreWatch watch =
                new RestoreWatch(server.dataSource(maintenance()), contents.databaseName(), request)) {
            return tool("pg_restore", arguments, request.limit(), output);
        }
    }

    private Restoration restoration(int status, PgRestoreOutput output, List<Finding> globals) {
        List<Finding> findings = new ArrayList<>(globals);
        findings.addAll(output.findings(status, contents.toolVersion()));
        PostgresqlDatabase database = new PostgresqlDatabase(server, contents.databaseName(), notes);
        database.readVersion();
        return new Restoration(
                Optional.of(database),
                findings,
                List.of(
                        Attachment.text("pg_restore output", output.text()),
                        Attachment.text("pg_restore --list", tableOfContents())));
    }

    private String tableOfContents() {
        StringBuilder list = new StringBuilder();
        tool("pg_restore", List.of("--list", artifact), SHORT, (stream, text) -> {
            if (list.length() < 1 << 20) {
                list.append(text).append('\n');
            }
        });
        return list.toString();
    }

    /** Nearly every cluster has postgres, so that what it owns in a dump must find its owner. */
    private void createRoles() {
        execute(maintenance(), "create role postgres superuser");
        for (String role : roles) {
            if (!role.equals("postgres")) {
                execute(maintenance(), "create role " + quoted(role));
            }
        }
    }

    /** In the encoding of production; in its locale where the image has it, since images carry few. */
    private void createDatabase(String statement) {
        Matcher encoding = ENCODING.matcher(statement);
        Matcher locale = LOCALE.matcher(statement);
        String inEncoding = "create database " + quoted(contents.databaseName()) + " template template0 encoding '"
                + (encoding.find() ? encoding.group(1) : "UTF8") + "'";
        String wanted = locale.find() ? locale.group(1) : "C";
        try {
            server.execute(maintenance(), inEncoding + inLocale(wanted));
        } catch (SQLException e) {
            execute(maintenance(), inEncoding + inLocale("C"));
            notes.add("locale: C, since the image does not have production's " + wanted);
        }
    }

    /** Both by name: the shorter `locale` is newer than PostgreSQL 12. */
    private static String inLocale(String locale) {
        return " lc_collate " + literal(locale) + " lc_ctype " + literal(locale);
    }

    private String createStatement() {
        StringBuilder found = new StringBuilder();
        tool("pg_restore", List.of("--create", "--schema-only", "--file=-", artifact), SHORT, (stream, text) -> {
            if (found.length() == 0 && text.startsWith("CREATE DATABASE ")) {
                found.append(text);
            }
        });
        return found.toString();
    }

    private void dropDatabase() {
        execute(maintenance(), "drop database if exists " + quoted(contents.databaseName()));
    }

    /** A database to stand in while another is made; production's own may be called postgres. */
    private String maintenance() {
        return contents.databaseName().equals("postgres") ? "template1" : "postgres";
    }

    private void execute(String database, String sql) {
        try {
            server.execute(database, sql);
        } catch (SQLException e) {
            throw sandbox.exhaustion()
                    .orElseGet(() -> new CannotTell(
                            FindingCode.TOOL_FAILED,
                            "the server in the sandbox refuses `" + sql + "`: " + ServerMessage.of(e),
                            "look at the entry's `roles:` and at the image",
                            e));
        }
    }

    private int tool(String program, List<String> arguments, Duration limit, LineConsumer output) {
        Command command = server.tool(program, arguments, limit);
        return sandbox.run(command, output);
    }

    private void throwTrouble(PgRestoreOutput output) {
        Optional<CannotTell> trouble = sandbox.exhaustion();
        if (trouble.isEmpty()) {
            trouble = output.trouble();
        }
        if (trouble.isPresent()) {
            throw trouble.get();
        }
    }

    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    private static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
