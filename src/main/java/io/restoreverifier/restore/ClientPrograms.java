package io.restoreverifier.restore;

import io.restoreverifier.sandbox.LineConsumer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** PostgreSQL's client programs, as far as the sandbox carries them: binaries that come by Maven bring the server alone. */
final class ClientPrograms {
    /** What no program takes long for: its version, a table of contents. */
    static final Duration SHORT = Duration.ofMinutes(2);

    private static final Pattern VERSION = Pattern.compile("^\\w+ \\(PostgreSQL\\) (\\d+).*");

    private final PostgresqlServer server;

    ClientPrograms(PostgresqlServer server) {
        this.server = server;
    }

    /** The major version of a program; empty when there is none, or one that does not run. */
    OptionalInt major(String program) {
        ArrayDeque<String> said = new ArrayDeque<>();
        int status = server.sandbox().run(server.tool(program, List.of("--version"), SHORT), (stream, text) -> {
            if (stream == LineConsumer.Stream.OUT) {
                said.add(text);
            }
        });
        return status == 0 ? majorIn(said.isEmpty() ? "" : said.getFirst()) : OptionalInt.empty();
    }

    /** The major version in what a program says of itself; empty when it says none. */
    static OptionalInt majorIn(String line) {
        Matcher version = VERSION.matcher(line);
        return version.matches() ? OptionalInt.of(Integer.parseInt(version.group(1))) : OptionalInt.empty();
    }
}
