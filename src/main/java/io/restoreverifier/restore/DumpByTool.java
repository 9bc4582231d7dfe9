package io.restoreverifier.restore;

import io.restoreverifier.sandbox.Command;
import io.restoreverifier.sandbox.LineConsumer;
import java.util.List;
import java.util.OptionalInt;

/**
 * What the sandbox's own pg_restore says of a dump. It wants no server, so that it is asked while one is being made.
 *
 * @param major of pg_restore; empty when there is none, and then nothing else was asked
 * @param createDatabase the statement that made production's database; empty when the dump has none
 * @param list its table of contents, as {@code --list} prints it, of which a mebibyte is kept
 */
record DumpByTool(OptionalInt major, String createDatabase, String list) {
    private static final int MOST = 1 << 20;

    static DumpByTool ask(PostgresqlServer server, String artifact) {
        OptionalInt major = new ClientPrograms(server).major("pg_restore");
        if (major.isEmpty()) {
            return new DumpByTool(major, "", "");
        }
        return new DumpByTool(major, createDatabase(server, artifact), list(server, artifact));
    }

    private static String createDatabase(PostgresqlServer server, String artifact) {
        StringBuilder found = new StringBuilder();
        run(server, List.of("--create", "--schema-only", "--file=-", artifact), (stream, text) -> {
            if (found.length() == 0 && text.startsWith("CREATE DATABASE ")) {
                found.append(text);
            }
        });
        return found.toString();
    }

    private static String list(PostgresqlServer server, String artifact) {
        StringBuilder list = new StringBuilder();
        run(server, List.of("--list", artifact), (stream, text) -> {
            if (list.length() < MOST) {
                list.append(text).append('\n');
            }
        });
        return list.toString();
    }

    private static void run(PostgresqlServer server, List<String> arguments, LineConsumer output) {
        Command command = server.tool("pg_restore", arguments, ClientPrograms.SHORT);
        server.sandbox().run(command, output);
    }
}
