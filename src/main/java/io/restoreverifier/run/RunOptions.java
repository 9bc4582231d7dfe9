package io.restoreverifier.run;

import io.restoreverifier.model.CatalogException;
import io.restoreverifier.model.Location;
import io.restoreverifier.model.Problem;
import io.restoreverifier.model.Problems;
import io.restoreverifier.model.Suggestions;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * What the command line says of a run, {@code -Drestore.NAME=VALUE}.
 *
 * @param only names or tags, comma-separated; empty: all
 * @param sandbox {@code auto}, {@code docker} or {@code local}
 * @param history a folder, or a JDBC URL of PostgreSQL
 * @param now empty: as the catalog says, else the real time
 * @param parallel empty: by cores
 * @param allure where Allure's command line is unpacked
 * @param postgresql where the build has put PostgreSQL for local sandboxes, a folder for each major; need not exist
 * @param artifact the one to verify without a catalog; empty: the catalog decides
 * @param roles that exist before that artifact is restored
 * @param writeReferences whether checks write the references they would compare with
 */
public record RunOptions(
        Path catalog,
        String only,
        SandboxChoice sandbox,
        Path report,
        String history,
        Optional<Instant> now,
        Optional<Integer> parallel,
        String shard,
        String version,
        Path allure,
        Path postgresql,
        Optional<Path> artifact,
        List<String> roles,
        boolean writeReferences) {

    public RunOptions {
        roles = List.copyOf(roles);
    }

    private static final String DEFAULT_CATALOG = "restore-tests";
    private static final String DEFAULT_HISTORY = ".restore-verifier/history";

    /** Which kind of sandboxes to use. */
    public enum SandboxChoice {
        AUTO,
        DOCKER,
        LOCAL
    }

    /**
     * Reads them; a blank value counts as left out.
     *
     * @throws CatalogException that names every value that cannot be used
     */
    public static RunOptions from(Properties properties) {
        Problems problems = new Problems();
        RunOptions options = new RunOptions(
                Path.of(value(properties, "catalog").orElse(DEFAULT_CATALOG)),
                value(properties, "only").orElse(""),
                sandbox(properties, problems),
                Path.of(value(properties, "report").orElse("target/restore-report")),
                value(properties, "history").orElse(DEFAULT_HISTORY),
                now(properties, problems),
                parallel(properties, problems),
                value(properties, "shard").orElse("1/1"),
                value(properties, "version").orElse("unknown"),
                Path.of(value(properties, "allure").orElse("target/allure/allure-2.34.1")),
                Path.of(value(properties, "postgresql").orElse("target/postgresql")),
                value(properties, "artifact").map(Path::of),
                roles(properties),
                value(properties, "write-references").equals(Optional.of("true")));
        refuseBoth(properties, problems);
        problems.throwIfAny();
        return options;
    }

    /** One artifact is verified without a catalog; to leave what belongs to a catalog unheard would be silence. */
    private static void refuseBoth(Properties properties, Problems problems) {
        boolean artifact = value(properties, "artifact").isPresent();
        for (String name : List.of("catalog", "only", "shard")) {
            boolean said = value(properties, name).isPresent()
                    && !(name.equals("shard") && value(properties, name).equals(Optional.of("1/1")));
            if (artifact && said) {
                problem(
                        problems,
                        "artifact",
                        "is verified without a catalog, and -Drestore." + name + " is given too",
                        "leave out one of the two");
            }
        }
        if (!artifact && value(properties, "roles").isPresent()) {
            problem(
                    problems,
                    "roles",
                    "goes with -Drestore.artifact, which is not given",
                    "in a catalog, write `roles:` under `restore: postgresql:`");
        }
    }

    private static List<String> roles(Properties properties) {
        return Stream.of(value(properties, "roles").orElse("").split(","))
                .map(String::strip)
                .filter(role -> !role.isEmpty())
                .distinct()
                .toList();
    }

    /** Whether the catalog is the one beside the sources, whose restore tests in Java belong to it. */
    public boolean isDefaultCatalog() {
        return catalog.normalize().equals(Path.of(DEFAULT_CATALOG));
    }

    /** Where the folder of the history is; beside the default one when the history is in a database. */
    public Path historyFolder() {
        return Path.of(history.startsWith("jdbc:") ? DEFAULT_HISTORY : history);
    }

    private static SandboxChoice sandbox(Properties properties, Problems problems) {
        String text = value(properties, "sandbox").orElse("auto");
        List<String> known = List.of("auto", "docker", "local");
        if (!known.contains(text)) {
            problem(
                    problems,
                    "sandbox",
                    "`" + text + "` is not one of auto, docker, local",
                    Suggestions.hint(text, known));
            return SandboxChoice.AUTO;
        }
        return SandboxChoice.valueOf(text.toUpperCase(Locale.ROOT));
    }

    private static Optional<Instant> now(Properties properties, Problems problems) {
        return value(properties, "now").flatMap(text -> {
            try {
                return Optional.of(Instant.parse(text));
            } catch (DateTimeParseException e) {
                problem(problems, "now", "`" + text + "` is not an instant", "write for example 2026-11-21T06:00:00Z");
                return Optional.empty();
            }
        });
    }

    private static Optional<Integer> parallel(Properties properties, Problems problems) {
        return value(properties, "parallel").flatMap(text -> {
            if (text.matches("[1-9]\\d{0,2}")) {
                return Optional.of(Integer.parseInt(text));
            }
            problem(problems, "parallel", "`" + text + "` is not a number from 1 to 999", "");
            return Optional.empty();
        });
    }

    private static Optional<String> value(Properties properties, String name) {
        return Optional.ofNullable(properties.getProperty("restore." + name)).filter(v -> !v.isBlank());
    }

    private static void problem(Problems problems, String name, String message, String hint) {
        problems.add(new Problem(new Location(Path.of("-Drestore." + name), 0), "", message, hint));
    }
}
