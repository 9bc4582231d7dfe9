package io.restoreverifier.corpus;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.testcontainers.containers.Container.ExecResult;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.images.builder.Transferable;
import org.testcontainers.utility.DockerImageName;

/**
 * The sample company's database server, in a container of its own: what can go wrong with a database before it is dumped
 * is done to it here by SQL, and dumped by the real pg_dump. Every dump begins with the whole database.
 */
final class Origin implements AutoCloseable {
    private static final String WHOLE = "whole";
    private static final String DATABASE = "clientarea";
    private static final String DUMP = """
            set -e
            export PGHOST=/tmp/o
            psql='psql -X -q -v ON_ERROR_STOP=1'
            $psql -d postgres -c 'drop database if exists clientarea' -c "create database clientarea template $1"
            [ -z "$2" ] || printf '%s' "$2" | $psql -d clientarea
            shift 2
            pg_dump -Fc -f /tmp/o/out.dump "$@" clientarea
            """;

    private final GenericContainer<?> container = new GenericContainer<>(DockerImageName.parse("postgres:15"))
            .withCreateContainerCmdModifier(c -> c.withEntrypoint("sleep", "1800")
                    .withCmd()
                    .getHostConfig()
                    .withNetworkMode("none")
                    .withAutoRemove(true))
            .withStartupCheckStrategy(new org.testcontainers.containers.startupcheck.IsRunningStartupCheckStrategy());

    static Origin begin() throws IOException, InterruptedException {
        Origin origin = new Origin();
        origin.container.start();
        origin.run("mkdir -p /tmp/o && initdb -D /tmp/o/cluster -U postgres -A trust -E UTF8 --locale=C.UTF-8 -N");
        origin.run("pg_ctl -D /tmp/o/cluster -w -l /tmp/o/log"
                + " -o \"-k /tmp/o -c listen_addresses='' -c fsync=off -c autovacuum=off\" start");
        origin.sql("postgres", "create role billing_app", "create role billing_ro");
        origin.sql("postgres", "create database whole owner billing_app template template0");
        origin.put(Sample.DATABASE.bytes(0), "/tmp/o/whole.dump");
        origin.put(Files.readAllBytes(Path.of("docs/canary.sql")), "/tmp/o/canary.sql");
        origin.run("pg_restore -h /tmp/o -d whole --exit-on-error /tmp/o/whole.dump");
        return origin;
    }

    /** A dump of the whole database after these statements, each in its own transaction. */
    byte[] dumpAfter(String... statements) throws IOException, InterruptedException {
        return dump(List.of(statements));
    }

    /** A dump of a database that holds nothing but what these statements make. */
    byte[] dumpOfNothingBut(List<String> statements) throws IOException, InterruptedException {
        return dump("template0", statements);
    }

    /** A dump with further options of pg_dump. */
    byte[] dump(List<String> statements, String... options) throws IOException, InterruptedException {
        return dump(WHOLE, statements, options);
    }

    /** All in one go: an engine takes longer to begin a process than most of these take. */
    private byte[] dump(String template, List<String> statements, String... options)
            throws IOException, InterruptedException {
        String script = statements.stream()
                .map(sql -> sql.startsWith("\\") ? sql + "\n" : sql + ";\n")
                .collect(Collectors.joining());
        List<String> command = new ArrayList<>(List.of("sh", "-c", DUMP, "sh", template, script));
        command.addAll(List.of(options));
        check(container.execInContainerWithUser("postgres", command.toArray(String[]::new)), script);
        return get("/tmp/o/out.dump");
    }

    /** A dump of any of the server's databases. */
    byte[] dumpOf(String database, String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("pg_dump", "-h", "/tmp/o", "-Fc", "-f", "/tmp/o/out.dump"));
        command.addAll(Arrays.asList(options));
        command.add(database);
        check(container.execInContainerWithUser("postgres", command.toArray(String[]::new)), command.toString());
        return get("/tmp/o/out.dump");
    }

    /** What rows-manifest.sql says of the database as it was dumped last. */
    String manifest() throws IOException, InterruptedException {
        put(java.nio.file.Files.readAllBytes(java.nio.file.Path.of("bin/rows-manifest.sql")), "/tmp/o/manifest.sql");
        run("psql -h /tmp/o -X -At -v ON_ERROR_STOP=1 -f /tmp/o/manifest.sql " + DATABASE + " > /tmp/o/out.rows");
        return new String(get("/tmp/o/out.rows"), java.nio.charset.StandardCharsets.UTF_8);
    }

    void sql(String database, String... statements) throws IOException, InterruptedException {
        if (statements.length == 0) {
            return;
        }
        List<String> command =
                new ArrayList<>(List.of("psql", "-h", "/tmp/o", "-X", "-q", "-v", "ON_ERROR_STOP=1", "-d", database));
        for (String statement : statements) {
            command.add("-c");
            command.add(statement);
        }
        check(
                container.execInContainerWithUser("postgres", command.toArray(String[]::new)),
                String.join("; ", statements));
    }

    /** Teaches the server an extension that no image carries. */
    void extension(String name, String sql) throws IOException, InterruptedException {
        String folder = "$(pg_config --sharedir)/extension/" + name;
        String script = "printf '%s' \"$1\" > " + folder + "--1.0.sql; printf \"default_version = '1.0'\\n\" > "
                + folder + ".control; chmod a+r " + folder + "*";
        String shareDirectory = "d=$(ls -d /usr/share/postgresql/*/extension | tail -n 1); ";
        check(
                container.execInContainerWithUser(
                        "root",
                        "sh",
                        "-c",
                        shareDirectory + script.replace("$(pg_config --sharedir)/extension", "$d"),
                        "sh",
                        sql),
                "extension " + name);
    }

    private void run(String script) throws IOException, InterruptedException {
        check(container.execInContainerWithUser("postgres", "sh", "-c", script), script);
    }

    private void put(byte[] bytes, String path) {
        container.copyFileToContainer(Transferable.of(bytes, 0644), path);
    }

    private byte[] get(String path) {
        return container.copyFileFromContainer(path, java.io.InputStream::readAllBytes);
    }

    private static void check(ExecResult result, String what) {
        if (result.getExitCode() != 0) {
            throw new IllegalStateException(what + ": " + result.getStdout() + result.getStderr());
        }
    }

    @Override
    public void close() {
        container.stop();
    }
}
