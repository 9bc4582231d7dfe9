package io.restoreverifier.restore;

import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.DumpedAgain;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.ServerMessage;
import io.restoreverifier.sandbox.LineConsumer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** pg_dump of a restored database to nowhere: what it cannot read, nobody could take along. */
final class PgDump {
    private static final int MOST_ERRORS = 20;

    private final PostgresqlServer server;
    private final String database;

    PgDump(PostgresqlServer server, String database) {
        this.server = server;
        this.database = database;
    }

    /** Empty when the sandbox has no pg_dump, or one that is too old for a server of this major. */
    Optional<DumpedAgain> run(DumpedAgain.Part part, int serverMajor, Duration limit) {
        long begun = System.nanoTime();
        StringBuilder version = new StringBuilder();
        List<String> errors = new ArrayList<>();
        int status = server.sandbox().run(server.tool("/bin/sh", arguments(part), limit), (stream, text) -> {
            if (stream == LineConsumer.Stream.OUT && version.length() == 0) {
                version.append(text);
            } else if (stream == LineConsumer.Stream.ERR
                    && text.startsWith("pg_dump: error: ")
                    && errors.size() < MOST_ERRORS) {
                errors.add(ServerMessage.withoutRows(text.substring("pg_dump: error: ".length())));
            }
        });
        OptionalInt installed = ClientPrograms.majorIn(version.toString());
        if (installed.isEmpty() || installed.getAsInt() < serverMajor) {
            return Optional.empty();
        }
        if (status != 0) {
            server.exhaustion().ifPresent(lack -> {
                throw lack;
            });
            throwIfLost(errors);
        }
        return Optional.of(new DumpedAgain(
                "pg_dump " + installed.getAsInt(), status, errors, Duration.ofNanos(System.nanoTime() - begun)));
    }

    /** Its version first, in the same command. Plain text is what it writes with the least work. */
    private List<String> arguments(DumpedAgain.Part part) {
        List<String> arguments = new ArrayList<>(List.of("-c", "pg_dump --version && exec pg_dump \"$@\"", "sh"));
        arguments.addAll(List.of("--dbname=" + database, "--no-password", "--format=plain", "--file=/dev/null"));
        if (part != DumpedAgain.Part.EVERYTHING) {
            arguments.add("--schema-only");
        }
        if (part == DumpedAgain.Part.DEFINITIONS_AND_LARGE_OBJECTS) {
            arguments.add("--blobs");
        }
        return arguments;
    }

    private static void throwIfLost(List<String> errors) {
        for (String error : errors) {
            if (error.contains("server closed the connection unexpectedly")
                    || error.contains("terminating connection")
                    || error.contains("out of memory")
                    || error.contains("statement timeout")
                    || error.contains("connection to server")) {
                throw new CannotTell(
                        FindingCode.TOOL_FAILED,
                        "pg_dump lost the server: " + error,
                        "look at the server's log in the report");
            }
        }
    }
}
