package io.restoreverifier.restore;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.testcontainers.containers.Container.ExecResult;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.startupcheck.IsRunningStartupCheckStrategy;
import org.testcontainers.images.builder.Transferable;
import org.testcontainers.utility.DockerImageName;
import org.testcontainers.utility.MountableFile;

/** A server in a container, that databases are made in and dumped from by the real tools. */
public final class DumpingServer implements AutoCloseable {
    private final GenericContainer<?> container;

    private DumpingServer(String image) {
        container = new GenericContainer<>(DockerImageName.parse(image))
                .withCreateContainerCmdModifier(c -> c.withEntrypoint("sleep", "1800")
                        .withCmd()
                        .getHostConfig()
                        .withNetworkMode("none")
                        .withAutoRemove(true))
                .withStartupCheckStrategy(new IsRunningStartupCheckStrategy());
    }

    public static DumpingServer begin(String image, String... roles) throws IOException, InterruptedException {
        DumpingServer server = new DumpingServer(image);
        server.container.start();
        server.run("mkdir -p /tmp/o && initdb -D /tmp/o/cluster -U postgres -A trust -E UTF8 --locale=C.UTF-8 -N");
        server.run("pg_ctl -D /tmp/o/cluster -w -l /tmp/o/log"
                + " -o \"-k /tmp/o -c listen_addresses='' -c fsync=off -c autovacuum=off -c wal_level=logical\" start");
        for (String role : roles) {
            server.run("psql -h /tmp/o -X -q -d postgres -c 'create role " + role + "'");
        }
        return server;
    }

    /** Makes a database, with these words of CREATE DATABASE, and runs a script in it. */
    public void database(String name, String like, Path script) throws IOException, InterruptedException {
        container.copyFileToContainer(Transferable.of(Files.readAllBytes(script), 0644), "/tmp/o/script.sql");
        run("psql -h /tmp/o -X -q -d postgres -c 'create database " + name + " template template0 " + like + "'");
        run("psql -h /tmp/o -X -q -v ON_ERROR_STOP=1 -d " + name + " -f /tmp/o/script.sql > /dev/null");
    }

    public byte[] dump(String database, String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("pg_dump", "-h", "/tmp/o", "-Fc", "-f", "/tmp/o/out.dump"));
        command.addAll(Arrays.asList(options));
        command.add(database);
        check(container.execInContainerWithUser("postgres", command.toArray(String[]::new)), command.toString());
        return container.copyFileFromContainer("/tmp/o/out.dump", java.io.InputStream::readAllBytes);
    }

    /** A file of the container. */
    public byte[] bytes(String path) {
        return container.copyFileFromContainer(path, java.io.InputStream::readAllBytes);
    }

    /** Copies a folder or file of this machine to a path in the container, for everybody to read. */
    public void copy(Path from, String to) {
        container.copyFileToContainer(MountableFile.forHostPath(from, 0755), to);
    }

    /** Runs a line of shell as the server's superuser, and gives what it prints. */
    public String run(String script) throws IOException, InterruptedException {
        return check(container.execInContainerWithUser("postgres", "sh", "-c", script), script);
    }

    private static String check(ExecResult result, String what) {
        if (result.getExitCode() != 0) {
            throw new IllegalStateException(what + ": " + result.getStdout() + result.getStderr());
        }
        return result.getStdout();
    }

    @Override
    public void close() {
        container.stop();
    }
}
