package io.restoreverifier.run;

import io.restoreverifier.application.ApplicationCheck;
import io.restoreverifier.application.ApplicationChecks;
import io.restoreverifier.application.Known;
import io.restoreverifier.application.Start;
import io.restoreverifier.check.Reference;
import io.restoreverifier.model.Backup;
import io.restoreverifier.model.DatabaseAccess;
import io.restoreverifier.model.Node;
import io.restoreverifier.model.Settings;
import io.restoreverifier.run.ApplicationPlan.Need;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads what an {@code application:} is made of; what is wrong becomes problems of the catalog. */
final class ApplicationReader {
    private static final Set<String> OF_DATABASES =
            Set.copyOf(new DatabaseAccess("", 0, "", "", "").values().keySet());

    private static final Set<String> SERVED = Set.of("postgresql", "mariadb");

    private ApplicationReader() {}

    /** Those that can be planned. */
    static List<ApplicationPlan> read(List<Backup> applications, References references) {
        List<ApplicationPlan> plans = new ArrayList<>();
        applications.forEach(entry -> read(entry, references).ifPresent(plans::add));
        return List.copyOf(plans);
    }

    private static Optional<ApplicationPlan> read(Backup entry, References references) {
        Settings document = entry.document();
        List<Need> needs = needs(document, references);
        List<ApplicationCheck> checks = ApplicationChecks.read(
                document,
                needs.stream().filter(Need::isDatabase).map(Need::part).collect(Collectors.toUnmodifiableSet()));
        Optional<Settings> start = document.section("start");
        if (start.isEmpty()) {
            document.problem("start", "is missing", "add `start: {image: ..., run: ..., port: ...}`");
            return Optional.empty();
        }
        if (needs.isEmpty()) {
            start.get().skip();
            return Optional.empty();
        }
        return Optional.of(new ApplicationPlan(
                entry, needs, Start.read(start.get(), known(needs)), checks, Registry.limits(document)));
    }

    /** Empty when one of them is none. */
    private static List<Need> needs(Settings document, References references) {
        Optional<Settings> section = document.section("needs");
        if (section.isEmpty() || section.get().keys().isEmpty()) {
            document.problem("needs", "names no part", "write `needs: {database: NAME, code: NAME}`");
            return List.of();
        }
        List<Need> needs = new ArrayList<>();
        for (String part : section.get().keys()) {
            need(section.get(), part, references).ifPresent(needs::add);
        }
        if (needs.size() < section.get().keys().size()) {
            return List.of();
        }
        holdDatabases(section.get(), needs);
        return needs;
    }

    private static Optional<Need> need(Settings needs, String part, References references) {
        boolean more = needs.node(part).filter(Node.Mapping.class::isInstance).isPresent();
        Settings where = more ? needs.section(part).orElseThrow() : needs;
        String key = more ? "backup" : part;
        Optional<String> user = more ? where.text("user") : Optional.empty();
        String name = where.requiredText(key);
        return references.part(new Reference(name, "", where, key)).map(plan -> new Need(part, plan, user));
    }

    /** Another kind has no server that an application could log in to. */
    private static void holdDatabases(Settings section, List<Need> needs) {
        needs.stream()
                .filter(Need::isDatabase)
                .filter(need -> !SERVED.contains(need.plan().restorer().checks()))
                .forEach(need -> section.problem(
                        need.part(),
                        "is no database of PostgreSQL or MariaDB, and this version starts with no other",
                        ""));
    }

    private static Known known(List<Need> needs) {
        Map<String, Set<String>> keys = new LinkedHashMap<>();
        needs.forEach(need -> keys.put(need.part(), need.isDatabase() ? OF_DATABASES : Set.of("path")));
        return new Known(keys);
    }
}
