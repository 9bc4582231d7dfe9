package io.restoreverifier.restore;

import io.restoreverifier.inspect.Inspector;
import io.restoreverifier.model.Artifact;
import io.restoreverifier.model.FetchedArtifact;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.ImageNames;
import io.restoreverifier.model.Inspection;
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
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * A dump restored by pg_restore and by our own reader, each into a server of its own, and what came back.
 *
 * @param tool what pg_dump writes of the database that pg_restore made
 * @param own the same of the one that our own reader made
 */
record RestoredTwice(Result tool, Result own) {
    private static final Duration LIMIT = Duration.ofMinutes(5);
    /** A random word in each output of pg_dump. */
    private static final Pattern RESTRICT = Pattern.compile("\\\\(?:un)?restrict .*");

    /** What came back, as pg_dump writes it, and what was said. */
    record Result(List<String> text, List<Finding> findings, List<String> notes) {
        List<String> said() {
            return findings.stream()
                    .map(f -> f.code() + " " + f.message().replace(OwnRestore.READER, "pg_restore"))
                    .toList();
        }
    }

    static RestoredTwice of(Path folder, String image, byte[] dump, List<String> roles) throws IOException {
        Path file = Files.write(folder.resolve("dump-" + System.nanoTime()), dump);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        Artifact artifact =
                new Artifact("dump", "memory", dump.length, Instant.EPOCH, Artifact.TimeFrom.MODIFICATION_TIME);
        FetchedArtifact fetched = new FetchedArtifact(artifact, file, dump.length, Map.of(), false);
        Inspection inspection = Inspector.standard().inspect(fetched, through -> {});
        try (RunFolder run = RunFolder.create(folder);
                Sandboxes sandboxes = DockerSandboxes.connect(run, ImageNames.asWritten())) {
            sandboxes.prepare(equipment(image));
            RestoreRequest request = new RestoreRequest(
                    "restored-twice",
                    fetched,
                    List.of(),
                    inspection,
                    () -> sandboxes,
                    SandboxLimits.chosen(),
                    folder,
                    LIMIT,
                    through -> {});
            TableOfContents contents = inspection.contents().orElseThrow();
            PostgresqlSettings settings =
                    new PostgresqlSettings(Optional.empty(), Optional.empty(), roles, Optional.empty());
            return new RestoredTwice(
                    result(request, image, contents, server -> new PgRestore(server, request, contents, roles).run()),
                    result(
                            request,
                            image,
                            contents,
                            server -> new OwnRestore(server, request, contents, settings).run()));
        }
    }

    private static Equipment equipment(String image) {
        return new Equipment(image, "postgres", Optional.empty());
    }

    private static Result result(RestoreRequest request, String image, TableOfContents contents, Restoring restoring) {
        SandboxLimits limits = new SandboxLimits(OptionalLong.of(1L << 30), OptionalLong.empty());
        try (Sandbox sandbox = request.sandboxes()
                .open(new SandboxRequest(
                        "restored-twice",
                        equipment(image),
                        List.of(request.artifact().file()),
                        256L << 20,
                        limits,
                        LIMIT))) {
            PostgresqlServer server = PostgresqlServer.begin(sandbox, LIMIT);
            Restoration restoration = restoring.into(server);
            List<String> text = new ArrayList<>();
            int status = sandbox.run(
                    server.tool("pg_dump", List.of("--dbname=" + contents.databaseName()), LIMIT),
                    (stream, line) -> text.add(RESTRICT.matcher(line).matches() ? "" : line));
            text.add("status " + status);
            return new Result(
                    text,
                    restoration.findings(),
                    restoration.restored().orElseThrow().notes());
        }
    }

    private interface Restoring {
        Restoration into(PostgresqlServer server);
    }
}
