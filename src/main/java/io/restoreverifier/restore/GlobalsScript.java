package io.restoreverifier.restore;

import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.FetchedArtifact;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.ServerMessage;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Runs a dump of globals statement by statement, as psql does: an error keeps nothing from going on. */
final class GlobalsScript {
    private static final Pattern ENCODING = Pattern.compile("SET client_encoding (?:=|TO) '(\\w+)'");
    private static final Pattern CONNECT =
            Pattern.compile("\\\\c(?:onnect)?\\s+(\"(?:[^\"]++|\"\")++\"|[^\\s\"'=-]+)\\s*");
    private static final Pattern RESTRICT = Pattern.compile("\\\\(un)?restrict\\s+\\w+\\s*");
    private static final Pattern COPY = Pattern.compile("(?is)COPY\\s.*\\sFROM\\s+stdin\\b.*");
    private static final int HEAD = 4096;

    private final PostgresqlServer server;
    private final String database;
    private final GlobalsOutput output;
    /** Whether commands of psql are refused, as since August 2025 dumps ask for, lest a hostile server plant some. */
    private boolean restricted;

    GlobalsScript(PostgresqlServer server, String database, GlobalsOutput output) {
        this.server = server;
        this.database = database;
        this.output = output;
    }

    void run(FetchedArtifact globals) {
        try (Reader reader = new InputStreamReader(Files.newInputStream(globals.file()), charset(globals.file()))) {
            run(new StatementSplitter(reader, false));
        } catch (IOException e) {
            throw new UncheckedIOException("the copy of the globals cannot be read", e);
        } catch (SQLException e) {
            throw server.exhaustion()
                    .orElseGet(() -> new CannotTell(
                            FindingCode.TOOL_FAILED,
                            "the server was lost while the globals were loaded: " + ServerErrorText.shown("", e),
                            "look at the server's log in the report",
                            e));
        }
    }

    private void run(StatementSplitter script) throws IOException, SQLException {
        Connection connection = ReplayConnection.open(server, database);
        try {
            Optional<String> next = script.next();
            while (next.isPresent()) {
                String statement = next.get();
                Matcher connect = CONNECT.matcher(statement);
                if (connect.matches() && !restricted) {
                    connection.close();
                    connection = ReplayConnection.open(server, unquoted(connect.group(1)));
                } else if (COPY.matcher(statement).matches()) {
                    tell("rows of a database are not loaded from it");
                    script.skipData();
                } else {
                    run(connection, statement);
                }
                next = script.next();
            }
        } finally {
            connection.close();
        }
    }

    private void run(Connection connection, String statement) throws SQLException {
        if (statement.startsWith("\\")) {
            command(statement);
            return;
        }
        // What is sent is in the driver's encoding, whatever the file is in.
        if (ENCODING.matcher(statement).matches()) {
            return;
        }
        try {
            ReplayConnection.execute(connection, statement);
        } catch (SQLException e) {
            if (ServerErrorText.isConnectionLost(e)) {
                throw e;
            }
            output.error(ServerErrorText.said(e), ServerErrorText.shown("", e).replaceFirst("^ERROR: +", ""));
        }
    }

    private void command(String command) {
        Matcher restrict = RESTRICT.matcher(command);
        if (restrict.matches()) {
            restricted = restrict.group(1) == null;
        } else {
            tell(
                    restricted
                            ? "backslash commands are restricted; only \\unrestrict is allowed"
                            : "a command of psql other than \\connect is not run");
        }
    }

    private void tell(String what) {
        output.error(what, ServerMessage.withoutRows(what));
    }

    private static Charset charset(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            Matcher encoding = ENCODING.matcher(new String(in.readNBytes(HEAD), StandardCharsets.ISO_8859_1));
            return encoding.find()
                    ? ServerEncoding.charset(encoding.group(1)).orElse(StandardCharsets.UTF_8)
                    : StandardCharsets.UTF_8;
        }
    }

    private static String unquoted(String name) {
        return name.startsWith("\"") ? name.substring(1, name.length() - 1).replace("\"\"", "\"") : name;
    }
}
