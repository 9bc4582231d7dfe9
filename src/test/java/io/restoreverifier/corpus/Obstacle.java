package io.restoreverifier.corpus;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * An entry with a whole artifact, and something that keeps us from telling so.
 *
 * @param entry its YAML after the name; FIXTURES and HOME stand for folders
 * @param error the only one that is told, as a regular expression for the code and the message
 */
record Obstacle(String name, String entry, String error) {
    private static final String DATABASE = """
            source: {directory: FIXTURES/customers, newest: "customers-{time:yyyyMMdd'T'HHmmss'Z'}.dump"}
            """;
    private static final String CODE = """
            source: {directory: FIXTURES/code, newest: "clientarea-{time:yyyyMMdd'T'HHmmss'Z'}.tar.gz"}
            restore: {files: {strip: 1}}
            """;
    private static final String RESTORE = "restore: {postgresql: {roles: [billing_app, billing_ro]}}\n";

    static final String REMOVED_IN_RESTORE = "container-removed-in-the-restore";
    static final String REMOVED_IN_CHECK = "container-removed-in-a-check";

    static List<Obstacle> all() {
        return List.of(
                new Obstacle(
                        "source-that-does-not-exist",
                        "source: {directory: HOME/nowhere, newest: \"customers-*.dump\"}\n" + RESTORE,
                        "SOURCE_UNREACHABLE: .*/nowhere does not exist"),
                database(
                        "image-not-to-be-had",
                        image("localhost:1/none:1"),
                        "IMAGE_UNAVAILABLE: image localhost:1/none:1 cannot be had: .*"),
                database(
                        "image-without-postgresql",
                        image("debian:bookworm-slim"),
                        "TOOL_FAILED: image debian:bookworm-slim has no user postgres: it is made for something else"),
                database(
                        "out-of-disk",
                        RESTORE + "sandbox: {disk: 52MiB}\n",
                        "OUT_OF_DISK: the sandbox ran out of disk; storage: in memory, at most 52 MiB; memory limit .* MiB"),
                // Here the rows have room, and the log that is written ahead has none, mostly once there are checks.
                database(
                        "out-of-disk-for-the-log",
                        RESTORE + "sandbox: {disk: 64MiB}\n",
                        "OUT_OF_DISK: the sandbox ran out of disk and its server fell: .*: No space left on device"),
                database(
                        "out-of-memory",
                        RESTORE + "sandbox: {memory: 48MiB, disk: 32MiB}\n",
                        "OUT_OF_MEMORY: the sandbox ran out of memory; storage: in memory, at most 32 MiB; memory limit 48 MiB"),
                database(
                        "out-of-memory-in-a-query",
                        RESTORE + "sandbox: {memory: 700MiB, disk: 300MiB}\n"
                                + query(
                                        "select length(string_agg(repeat('x', 1000000), '')) from generate_series(1, 900)"),
                        "OUT_OF_MEMORY: the sandbox ran out of memory; storage: in memory, at most 300 MiB; memory limit 700 MiB"),
                database(
                        "more-memory-than-there-is",
                        RESTORE + "sandbox: {memory: 900GiB}\n",
                        "OUT_OF_MEMORY: the sandbox needs 921,600 MiB of memory, the engine has .* MiB"),
                database(
                        "time-out-in-the-restore",
                        RESTORE + "timeout: 1s\n",
                        "TIMED_OUT: the verification was not done within 1.0s; it ended in stage (locate|fetch|inspect|restore)"),
                database(
                        "time-out-in-a-check",
                        RESTORE + "timeout: 20s\n" + query("select 1 from pg_sleep(120)"),
                        "TIMED_OUT: the verification was not done within 20.0s; it ended in stage check"),
                database(
                        "server-gone-in-a-check",
                        RESTORE + query("select 1 from pg_terminate_backend(pg_backend_pid())"),
                        "TOOL_FAILED: queries: the server in the sandbox is gone: FATAL: terminating connection due to administrator command"),
                database(REMOVED_IN_RESTORE, RESTORE, "SANDBOX_UNAVAILABLE: the container is gone while it was in use"),
                database(
                        REMOVED_IN_CHECK,
                        RESTORE + query("select 1 from pg_sleep(120)"),
                        "SANDBOX_UNAVAILABLE: the container is gone while it was in use"),
                database(
                        "nothing-to-check",
                        RESTORE + "checks: {defaults: off, reason: nobody looks}\n",
                        "NOTHING_CHECKED: no check was put to what was restored"),
                database(
                        "nothing-that-applies",
                        RESTORE + "checks: {defaults: off, reason: nobody looks, rows: {customers: {max-drop: 5%}}}\n",
                        "NOTHING_CHECKED: no check was put to what was restored"),
                new Obstacle(
                        "dump-in-plain-sql",
                        "source: {directory: FIXTURES/customers, newest: \"globals-{time:yyyyMMdd'T'HHmmss'Z'}.sql\"}\n"
                                + RESTORE,
                        "NOT_SUPPORTED: it is a plain SQL dump of pg_dumpall, which cannot be restored by this version"),
                code(
                        "command-in-a-wrong-image",
                        "debian:bookworm-slim",
                        "javac -version",
                        "TOOL_FAILED: it runs: image debian:bookworm-slim has no javac"),
                code(
                        "command-without-image",
                        "localhost:1/none:1",
                        "true",
                        "IMAGE_UNAVAILABLE: image localhost:1/none:1 cannot be had: .*"),
                new Obstacle(
                        "command-without-end",
                        CODE + "timeout: 15s\n" + commands("debian:bookworm-slim", "sleep 120"),
                        "TIMED_OUT: the verification was not done within 15.0s; it ended in stage check"),
                code(
                        "command-without-memory",
                        "debian:bookworm-slim",
                        "perl -e '$x = \\\"x\\\" x 4_000_000_000'",
                        "OUT_OF_MEMORY: the sandbox ran out of memory; .*"));
    }

    /** What is whole and passes, and what is broken and fails, in the same run. */
    static List<Obstacle> others() {
        return List.of(
                new Obstacle("whole", CODE, ""),
                new Obstacle(
                        "broken",
                        "source: {directory: HOME/broken, newest: \"*.dump\"}\n" + RESTORE,
                        "ARTIFACT_EMPTY: it has 0 bytes"));
    }

    static Obstacle database(String name, String more, String error) {
        return new Obstacle(name, DATABASE + more, error);
    }

    static Obstacle code(String name, String image, String run, String error) {
        return new Obstacle(name, CODE + commands(image, run), error);
    }

    static String restore() {
        return RESTORE;
    }

    void write(Path home) throws IOException {
        Path catalog = Files.createDirectories(home.resolve("catalog"));
        String text = "backup: " + name + "\n"
                + entry.replace(
                                "FIXTURES",
                                Path.of("fixtures/backups").toAbsolutePath().toString())
                        .replace("HOME", home.toString());
        Files.writeString(catalog.resolve(name + ".yml"), text);
    }

    private static String image(String image) {
        return "restore: {postgresql: {image: \"" + image + "\"}}\n";
    }

    private static String query(String sql) {
        return "checks: {queries: [{name: it holds, sql: \"" + sql + "\", expect: 1}]}\n";
    }

    private static String commands(String image, String run) {
        return "checks: {commands: [{name: it runs, image: \"" + image + "\", run: \"" + run + "\"}]}\n";
    }
}
