package io.restoreverifier.restore;

import io.restoreverifier.archive.Unwrapped;
import io.restoreverifier.archive.Wrapping;
import io.restoreverifier.sandbox.LineConsumer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The sandbox's own psql, with the sandbox's own program for what the script is wrapped in before it: what an operator would
 * type.
 *
 * @param version as psql says it
 * @param program that uncompresses the script
 */
record Psql(PostgresqlServer server, String version, String program) {

    /**
     * How it went.
     *
     * @param whole whether it came to the end of the script without an error
     * @param errors none also when psql gave up because it is older than pg_dump
     */
    record Ran(boolean whole, RestoreErrors errors) {}

    /** Empty when the sandbox lacks one of both. */
    static Optional<Psql> in(PostgresqlServer server, Path script) throws IOException {
        Wrapping wrapping = Wrapping.of(Unwrapped.head(script));
        String program = wrapping == Wrapping.NONE ? "cat" : wrapping.label();
        List<String> said = new ArrayList<>();
        int status = server.sandbox()
                .run(
                        server.tool(
                                "/bin/sh",
                                List.of("-c", "command -v \"$1\" >&2 && psql --version", "sh", program),
                                ClientPrograms.SHORT),
                        (stream, text) -> {
                            if (stream == LineConsumer.Stream.OUT) {
                                said.add(text);
                            }
                        });
        return status == 0
                        && said.size() == 1
                        && ClientPrograms.majorIn(said.get(0)).isPresent()
                ? Optional.of(new Psql(server, said.get(0), program))
                : Optional.empty();
    }

    /**
     * Runs the whole script in one transaction, up to its first error.
     *
     * @param roles that the entry gives
     */
    Ran run(RestoreRequest request, String database, List<String> roles) {
        PsqlOutput output = new PsqlOutput("end of script " + UUID.randomUUID(), roles);
        String options = "--no-psqlrc --quiet --no-password --single-transaction --set=ON_ERROR_STOP=1"
                + " --output=/dev/null --file=-";
        // That psql has come to the end is said behind the script: its status is 0 also when it was told to stop.
        String uncompress = program.equals("cat") ? "cat \"$1\"" : program + " -dc \"$1\"";
        String line =
                "{ " + uncompress + " && printf '\\\\echo %s\\n' \"$2\"; } | psql " + options + " --dbname=\"$3\"";
        String artifact = server.sandbox().inside(request.artifact().file());
        int status = server.sandbox()
                .run(
                        server.tool(
                                "/bin/sh",
                                List.of("-c", line, "sh", artifact, output.end(), database),
                                request.limit()),
                        output);
        return output.ran(status);
    }
}
