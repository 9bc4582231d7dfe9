package io.restoreverifier.run;

import io.restoreverifier.check.Checks;
import io.restoreverifier.inspect.Inspector;
import io.restoreverifier.model.Backup;
import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.Criticality;
import io.restoreverifier.model.EntryLabels;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Format;
import io.restoreverifier.model.Location;
import io.restoreverifier.model.Node;
import io.restoreverifier.model.Problem;
import io.restoreverifier.model.Problems;
import io.restoreverifier.model.Settings;
import io.restoreverifier.restore.DiskImageRestorer;
import io.restoreverifier.restore.FilesRestorer;
import io.restoreverifier.restore.GitRestorer;
import io.restoreverifier.restore.MariadbRestorer;
import io.restoreverifier.restore.PostgresqlRestorer;
import io.restoreverifier.restore.RedisRestorer;
import io.restoreverifier.restore.Restorer;
import io.restoreverifier.restore.SqliteRestorer;
import io.restoreverifier.sandbox.SandboxLimits;
import io.restoreverifier.source.FileSource;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * An artifact that is verified without a catalog, by the default checks of what it turns out to be.
 *
 * @param roles that exist before the restore
 */
record SingleArtifact(Path file, List<String> roles) {
    private static final Duration TIMEOUT = Duration.ofHours(2);
    private static final int LONGEST_NAME = 100;

    SingleArtifact {
        roles = List.copyOf(roles);
    }

    /** Empty after a problem was noted. */
    Optional<Plan> plan(Problems problems) {
        Optional<Problem> unusable = unusable();
        if (unusable.isPresent()) {
            problems.add(unusable.get());
            return Optional.empty();
        }
        Settings document = Settings.of(mapping(Map.of()), problems);
        Format format = format().orElse(Format.UNKNOWN);
        if (!format.isPostgresql() && !roles.isEmpty()) {
            problems.add(
                    problem("roles", "go with a database of PostgreSQL, and " + file + " is none", "leave them out"));
        }
        Restorer restorer = switch (format) {
            case POSTGRESQL_CUSTOM, POSTGRESQL_PLAIN, POSTGRESQL_CLUSTER, POSTGRESQL_TAR -> database(problems);
            case MARIADB_SQL, XBSTREAM -> MariadbRestorer.read(document);
            case SQLITE, SQLITE_SQL -> SqliteRestorer.read(document);
            case REDIS_RDB, REDIS_AOF -> RedisRestorer.read(document);
            case QCOW2, RAW_DISK -> DiskImageRestorer.read(document);
            case GIT_BUNDLE -> GitRestorer.read(document);
            default -> FilesRestorer.read(document);
        };
        return Optional.of(new Plan(
                new Backup(
                        name(),
                        location("artifact"),
                        new EntryLabels("", "", List.of(), Criticality.NORMAL),
                        ZoneOffset.UTC,
                        Optional.empty(),
                        Optional.empty(),
                        TIMEOUT,
                        Optional.empty(),
                        List.of(),
                        document),
                new FileSource(file),
                restorer,
                Checks.read(restorer.checks(), Optional.empty(), ZoneOffset.UTC),
                new SandboxLimits(OptionalLong.empty(), OptionalLong.empty())));
    }

    private Optional<Problem> unusable() {
        if (Files.isDirectory(file)) {
            return Optional.of(problem(
                    "artifact",
                    file + " is a folder",
                    "name one file in it; `bin/init " + file + "` writes an entry for each backup of a folder"));
        }
        if (!Files.exists(file)) {
            return Optional.of(problem("artifact", "there is no file " + file, "correct the path"));
        }
        return Files.isReadable(file)
                ? Optional.empty()
                : Optional.of(problem("artifact", file + " must not be read", "let this user read it"));
    }

    /** What is no backup at all is left to the inspection, which says so as a finding. */
    private Optional<Format> format() {
        try {
            return Inspector.glance(file).format();
        } catch (InterruptedIOException e) {
            throw new CannotTell(FindingCode.INTERRUPTED, "interrupted while looking at " + file, "", e);
        }
    }

    private Restorer database(Problems problems) {
        List<Node> named = roles.stream()
                .map(role -> (Node) new Node.Scalar(location("roles"), role, true))
                .toList();
        Map<String, Node> entries =
                roles.isEmpty() ? Map.of() : Map.of("roles", new Node.Sequence(location("roles"), named));
        Restorer postgresql = PostgresqlRestorer.read(Settings.of(mapping(entries), problems));
        return new WithRolesGiven(postgresql, roles);
    }

    private static Node.Mapping mapping(Map<String, Node> entries) {
        return new Node.Mapping(location("artifact"), entries);
    }

    /** As entries are named: letters, digits, and a few marks. */
    private String name() {
        String plain = String.valueOf(file.getFileName())
                .replaceAll("[^A-Za-z0-9._-]", "-")
                .replaceFirst("^[._-]+", "");
        String name = plain.isEmpty() ? "artifact" : plain;
        return name.substring(0, Math.min(LONGEST_NAME, name.length()));
    }

    private static Problem problem(String option, String message, String hint) {
        return new Problem(location(option), "", message, hint);
    }

    private static Location location(String option) {
        return new Location(Path.of("-Drestore." + option), 0);
    }
}
