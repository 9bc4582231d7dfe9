package io.restoreverifier.disposal;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;

/** Where in its life a run is hit. */
enum Moment {
    /** The console stands still at the line of the stage. */
    LOCATE,
    /** A large artifact is being copied. */
    FETCH,
    INSPECT,
    /** The engine has made the container, and the run has not heard of it. */
    CREATED,
    /** The container is there, and the run waits for the engine to start it. */
    STARTING,
    /** A server is there, and a dump on its way into it that does not come to its end. */
    RESTORE,
    /** A query runs. */
    CHECK,
    /** A command of a code base runs. */
    COMMAND,
    DISPOSE;

    private static final String DATABASE = """
            source: {directory: %s, newest: "customers-*.dump"}
            restore: {postgresql: {roles: [billing_app, billing_ro]}}
            sandbox: {disk: 5GiB}
            """;

    /** A dump whose restore does not come to its end. */
    private static final String ENDLESS = """
            --
            -- PostgreSQL database dump
            --

            -- Dumped from database version 15.8
            -- Dumped by pg_dump version 15.8

            CREATE TABLE public.customers (id integer);
            SELECT pg_catalog.pg_sleep(300);

            --
            -- PostgreSQL database dump complete
            --
            """;

    /** The last stage that the console names at this moment. */
    String stage() {
        return switch (this) {
            case CREATED, STARTING -> "restore";
            case COMMAND -> "check";
            default -> name().toLowerCase(Locale.ROOT);
        };
    }

    /** Whether there is such a moment in the life of a sandbox of this kind. */
    boolean isKnownTo(String sandbox) {
        return sandbox.equals("docker") || this != CREATED && this != STARTING;
    }

    boolean hasSandbox() {
        return ordinal() >= CREATED.ordinal();
    }

    /** Whether the console has to stand still, because the stage would be over too soon. */
    boolean standsStill() {
        return this == LOCATE || this == INSPECT || this == DISPOSE;
    }

    /** Whether the run is only in this moment for a while, and has to be stopped there. */
    boolean passes() {
        return this == FETCH;
    }

    String yaml(Path home) throws IOException {
        return switch (this) {
            case FETCH -> "source: {directory: %s, newest: large.tar}\nrestore: {files: {}}\n".formatted(large(home));
            case COMMAND -> """
                    source: {directory: %s, newest: "clientarea-*.tar.gz"}
                    restore: {files: {strip: 1}}
                    checks: {commands: [{name: it sleeps, image: "debian:bookworm-slim", run: "sleep 300 & wait"}]}
                    """.formatted(fixtures("code"));
            case CHECK ->
                DATABASE.formatted(fixtures("customers"))
                        + "checks: {queries: [{name: it sleeps, sql: select 1 from pg_sleep(300), expect: 1}]}\n";
            case RESTORE -> DATABASE.replace("customers-*.dump", "endless.sql").formatted(endless(home));
            default -> DATABASE.formatted(fixtures("customers"));
        };
    }

    /** Whether a run that is on its way has come to this moment. */
    boolean isReached(RunProcess run, Machine machine) {
        if (!run.stage().equals(java.util.Optional.of(stage()))) {
            return false;
        }
        return switch (this) {
            case LOCATE, INSPECT, DISPOSE -> true;
            case FETCH -> copied(machine, "artifact-large.tar") > 0;
            case CREATED, STARTING -> !machine.traces().of(run).isEmpty();
            case RESTORE, CHECK, COMMAND ->
                machine.traces().of(run).stream()
                                .filter(t -> t.startsWith("process"))
                                .count()
                        > 2;
        };
    }

    private static Path fixtures(String name) {
        return Path.of("fixtures/backups", name).toAbsolutePath();
    }

    /** Large to read and hash, and of no weight on the disk. */
    private static Path large(Path home) throws IOException {
        Path folder = Files.createDirectories(home.resolve("large"));
        try (RandomAccessFile file =
                new RandomAccessFile(folder.resolve("large.tar").toFile(), "rw")) {
            file.setLength(4L << 30);
        }
        return folder;
    }

    private static Path endless(Path home) throws IOException {
        Path folder = Files.createDirectories(home.resolve("endless"));
        Files.writeString(folder.resolve("endless.sql"), ENDLESS);
        return folder;
    }

    private static long copied(Machine machine, String name) {
        try (Stream<Path> files = Files.find(machine.temporary(), 3, (p, a) -> p.endsWith(name))) {
            return files.mapToLong(p -> p.toFile().length()).sum();
        } catch (IOException | UncheckedIOException e) {
            return 0;
        }
    }
}
