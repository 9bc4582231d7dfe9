package io.restoreverifier.restore;

import io.restoreverifier.inspect.Inspector;
import io.restoreverifier.model.Artifact;
import io.restoreverifier.model.FetchedArtifact;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.ImageNames;
import io.restoreverifier.model.Inspection;
import io.restoreverifier.model.RestoredDatabase;
import io.restoreverifier.model.TableOfContents;
import io.restoreverifier.sandbox.DockerSandboxes;
import io.restoreverifier.sandbox.Equipment;
import io.restoreverifier.sandbox.RunFolder;
import io.restoreverifier.sandbox.Sandbox;
import io.restoreverifier.sandbox.SandboxLimits;
import io.restoreverifier.sandbox.SandboxRequest;
import io.restoreverifier.sandbox.Sandboxes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A dump that was restored into a server of its own.
 *
 * @param text what pg_dump writes of what came back, rows and all, and its status
 * @param notes what is said of how it came back
 */
record OneRestore(List<String> text, List<Finding> findings, List<String> notes) {
    static final Duration LIMIT = Duration.ofMinutes(5);
    /** A random word in each output of pg_dump. */
    private static final Pattern RESTRICT = Pattern.compile("\\\\(?:un)?restrict .*");

    /** Something done with a server of its own. */
    interface Doing<T> {
        T in(PostgresqlServer server, RestoreRequest request);
    }

    static OneRestore own(Path folder, String image, byte[] dump, Duration limit) throws IOException {
        return own(folder, image, dump, limit, List.of());
    }

    static OneRestore own(Path folder, String image, byte[] dump, Duration limit, List<String> roles)
            throws IOException {
        PostgresqlSettings settings = new PostgresqlSettings(
                Optional.empty(),
                Optional.empty(),
                roles,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        return inServer(
                folder,
                image,
                dump,
                limit,
                (server, request) ->
                        result(server, new OwnRestore(server, request, contents(request), settings).run()));
    }

    /** By the sandbox's psql, where it can run the script. */
    static OneRestore byPsql(Path folder, String image, byte[] script, List<String> roles) throws IOException {
        PostgresqlSettings settings = new PostgresqlSettings(
                Optional.empty(),
                Optional.empty(),
                roles,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        return inServer(
                folder,
                image,
                script,
                LIMIT,
                (server, request) -> result(
                        server,
                        new OwnRestore(server, request, contents(request), settings)
                                .psqlFirst()
                                .run()));
    }

    static OneRestore byTool(Path folder, String image, byte[] dump, List<String> roles) throws IOException {
        return inServer(
                folder,
                image,
                dump,
                LIMIT,
                (server, request) ->
                        result(server, new PgRestore(server, request, asked(server, request), roles).run()));
    }

    /** Findings without the name of what restored. */
    List<String> said() {
        return findings.stream()
                .map(f -> f.code() + " " + f.message().replace(OwnRestore.READER, "pg_restore"))
                .toList();
    }

    private static Equipment equipment(String image) {
        return new Equipment(image, "postgres", Optional.empty());
    }

    static <T> T inServer(Path folder, String image, byte[] artifact, Duration limit, Doing<T> doing)
            throws IOException {
        FetchedArtifact fetched = fetched(folder, artifact);
        Inspection inspection = Inspector.standard().inspect(fetched, through -> {});
        try (RunFolder run = RunFolder.create(Path.of(System.getProperty("java.io.tmpdir")));
                Sandboxes sandboxes = DockerSandboxes.connect(run, ImageNames.asWritten())) {
            sandboxes.prepare(equipment(image));
            RestoreRequest request = new RestoreRequest(
                    "one-restore",
                    fetched,
                    List.of(),
                    false,
                    inspection,
                    () -> sandboxes,
                    SandboxLimits.chosen(),
                    folder,
                    limit,
                    through -> {});
            try (Sandbox sandbox = sandboxes.open(new SandboxRequest(
                    "one-restore",
                    equipment(image),
                    List.of(fetched.file()),
                    256L << 20,
                    request.limits(),
                    Duration.ofMinutes(8)))) {
                PostgresqlServer server = PostgresqlServer.in(sandbox, LIMIT);
                server.begin();
                return doing.in(server, request);
            }
        }
    }

    /** What a dumping tool of the sandbox writes. */
    static List<String> dumped(PostgresqlServer server, String tool, String... options) {
        List<String> text = new ArrayList<>();
        int status = server.sandbox()
                .run(
                        server.tool(tool, List.of(options), LIMIT),
                        (stream, line) -> text.add(RESTRICT.matcher(line).matches() ? "" : line));
        text.add("status " + status);
        return text;
    }

    private static OneRestore result(PostgresqlServer server, Restoration restoration) {
        RestoredDatabase restored = (RestoredDatabase) restoration.restored().orElseThrow();
        return new OneRestore(
                dumped(server, "pg_dump", "--dbname=" + restored.databaseName()),
                restoration.findings(),
                restored.notes());
    }

    private static DumpByTool asked(PostgresqlServer server, RestoreRequest request) {
        return DumpByTool.ask(server, server.sandbox().inside(request.artifact().file()));
    }

    private static TableOfContents contents(RestoreRequest request) {
        return request.inspection().contents().orElseThrow();
    }

    private static FetchedArtifact fetched(Path folder, byte[] bytes) throws IOException {
        Path file = Files.write(folder.resolve("artifact-" + System.nanoTime()), bytes);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        Artifact artifact =
                new Artifact("artifact", "memory", bytes.length, Instant.EPOCH, Artifact.TimeFrom.MODIFICATION_TIME);
        return new FetchedArtifact(artifact, file, bytes.length, Map.of(), false);
    }
}
