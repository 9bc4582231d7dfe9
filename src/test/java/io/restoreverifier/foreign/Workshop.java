package io.restoreverifier.foreign;

import io.restoreverifier.restore.DumpingServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Where databases are made by their scripts, measured, and dumped by the real tool. */
final class Workshop implements AutoCloseable {
    private static final Path OURS = Path.of("src/test/resources/foreign");
    private static final String PSQL = "psql -h /tmp/o -X -q -A -t -v ON_ERROR_STOP=1";

    private final DumpingServer server;

    private Workshop(DumpingServer server) {
        this.server = server;
    }

    static Workshop of(int major) throws IOException, InterruptedException {
        DumpingServer server = DumpingServer.begin("postgres:" + major);
        server.copy(scripts(), "/tmp/scripts");
        server.copy(OURS, "/tmp/ours");
        return new Workshop(server);
    }

    /** What {@code bin/provision} has fetched. */
    private static Path scripts() {
        Path caches = Optional.ofNullable(System.getenv("XDG_CACHE_HOME"))
                .map(Path::of)
                .orElse(Path.of(System.getProperty("user.home"), ".cache"));
        Path scripts = caches.resolve("restore-verifier/foreign-databases");
        if (!Files.exists(scripts.resolve("CONTENTS"))) {
            throw new IllegalStateException(scripts + " is missing: run bin/provision");
        }
        return scripts;
    }

    void make(String name) throws IOException, InterruptedException {
        server.run("export PGHOST=/tmp/o PGOPTIONS='-c client_min_messages=error' scripts=/tmp/scripts; set -e; "
                + "psql() { command psql -X -q -v ON_ERROR_STOP=1 \"$@\" > /tmp/o/out; }; . /tmp/ours/" + name + ".sh");
    }

    /** What it is made of, in words. */
    String shape(String name) throws IOException, InterruptedException {
        return server.run(PSQL + " -d " + name + " -f /tmp/ours/shape.sql").strip();
    }

    /** How many rows all its tables have. */
    long rows(String name) throws IOException, InterruptedException {
        return Long.parseLong(
                server.run(PSQL + " -d " + name + " -f /tmp/ours/rows.sql").strip());
    }

    void dump(String name, Path to) throws IOException, InterruptedException {
        Files.write(to, server.dump(name));
    }

    /** What {@code pg_dumpall} writes of the roles of all databases. */
    void globals(Path to) throws IOException, InterruptedException {
        Files.writeString(to, server.run("pg_dumpall -h /tmp/o --globals-only"));
    }

    @Override
    public void close() {
        server.close();
    }
}
