package io.restoreverifier.check;

import io.restoreverifier.model.Settings;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What {@code flyway:} says.
 *
 * @param code the backup of the code base
 * @param locations folders of migrations in its tree
 * @param table the schema history's name
 * @param schema where that is; empty: wherever it is found
 * @param pending whether the code may have migrations that the database has not had
 * @param outOfOrder whether those may have lower versions than one that it has had
 * @param migrate whether a copy is migrated
 * @param placeholders as the application gives them to Flyway
 */
record FlywaySettings(
        String code,
        List<String> locations,
        String table,
        Optional<String> schema,
        boolean pending,
        boolean outOfOrder,
        boolean migrate,
        Map<String, String> placeholders) {
    private static final String MAVEN = "src/main/resources/db/migration";

    FlywaySettings {
        locations = List.copyOf(locations);
        placeholders = Map.copyOf(placeholders);
    }

    /** What Flyway itself takes where nothing is said. */
    static FlywaySettings of(String code) {
        return new FlywaySettings(
                code, List.of(MAVEN), "flyway_schema_history", Optional.empty(), false, false, false, Map.of());
    }

    static List<Check> read(Settings checks, String key, ZoneId zone) {
        Optional<Settings> section = checks.section(key);
        if (section.isEmpty()) {
            return List.of();
        }
        Settings flyway = section.get();
        FlywaySettings standard = of(flyway.requiredText("code"));
        FlywaySettings said = new FlywaySettings(
                standard.code(),
                locations(flyway, standard.locations()),
                flyway.text("table").orElse(standard.table()),
                flyway.text("schema"),
                pending(flyway),
                flyway.flag("out-of-order").orElse(false),
                flyway.flag("migrate").orElse(false),
                placeholders(flyway));
        return List.of(new FlywayCheck(said, new Reference(said.code(), "files", flyway, "code")));
    }

    private static boolean pending(Settings flyway) {
        Optional<String> pending = flyway.text("pending");
        if (pending.isPresent()
                && !pending.get().equals("allowed")
                && !pending.get().equals("refused")) {
            flyway.problem("pending", "`" + pending.get() + "` is neither allowed nor refused", "");
        }
        return pending.filter("allowed"::equals).isPresent();
    }

    private static List<String> locations(Settings flyway, List<String> standard) {
        List<String> said = flyway.texts("locations");
        for (String location : said) {
            if (!isBelowTheTree(location)) {
                flyway.problem(
                        "locations",
                        "`" + location + "` is not a folder of the restored tree",
                        "write its path from the top of the tree, such as " + MAVEN);
            }
        }
        return said.isEmpty() ? standard : said;
    }

    /** Flyway gives colons and wildcards a meaning of its own. */
    private static boolean isBelowTheTree(String location) {
        try {
            Path path = Path.of(location);
            return !path.isAbsolute() && !path.normalize().startsWith("..") && !location.matches(".*[:*?{}\\\\].*");
        } catch (InvalidPathException e) {
            return false;
        }
    }

    private static Map<String, String> placeholders(Settings flyway) {
        Map<String, String> placeholders = new LinkedHashMap<>();
        flyway.section("placeholders").ifPresent(section -> {
            for (String name : section.keys()) {
                section.text(name).ifPresent(value -> placeholders.put(name, value));
            }
        });
        return placeholders;
    }
}
