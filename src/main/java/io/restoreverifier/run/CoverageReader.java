package io.restoreverifier.run;

import io.restoreverifier.catalog.Catalog;
import io.restoreverifier.coverage.Coverage;
import io.restoreverifier.model.Backup;
import io.restoreverifier.model.Criticality;
import io.restoreverifier.model.EntryLabels;
import io.restoreverifier.model.Settings;
import io.restoreverifier.model.Suggestions;
import io.restoreverifier.run.CoverageEntry.Entries;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Reads {@code coverage:} of {@code catalog.yml}, and {@code covers:} of entries. */
final class CoverageReader {
    private static final String COVERAGE = "coverage";
    private static final List<String> PLACES = List.of("servers", "repositories", "artifacts");

    private CoverageReader() {}

    /**
     * Empty when the catalog has none; what is wrong becomes problems of the catalog.
     *
     * @param plans of the whole catalog
     */
    static Optional<CoverageEntry> read(Catalog catalog, List<Plan> plans, Instant now) {
        Optional<Settings> section = catalog.common().flatMap(common -> common.section(COVERAGE));
        Optional<Coverage> coverage = section.map(Coverage::read);
        Map<String, List<String>> covers = covers(plans, coverage.map(Coverage::coverable));
        if (section.isEmpty() || coverage.isEmpty()) {
            return Optional.empty();
        }
        List<String> others = Stream.of(catalog.applications(), catalog.storage())
                .flatMap(List::stream)
                .map(Backup::name)
                .toList();
        Entries entries = new Entries(plans, covers, others);
        if (entries.names().contains(CoverageEntry.NAME)) {
            section.get()
                    .problem("an entry of the catalog is called coverage, as is what this section tells", "rename it");
        }
        Settings common = catalog.common().orElseThrow();
        ZoneId zone = zone(common);
        PLACES.forEach(key -> section.get().sections(key).forEach(place -> Ignoring.holdToAYear(place, zone, now)));
        return Optional.of(new CoverageEntry(coverage.get(), labels(section.get(), common), zone, entries));
    }

    private static Map<String, List<String>> covers(List<Plan> plans, Optional<Set<String>> places) {
        Map<String, List<String>> covers = new LinkedHashMap<>();
        for (Plan plan : plans) {
            Settings entry = plan.backup().document();
            List<String> paths = entry.texts("covers");
            if (places.isEmpty() && entry.has("covers")) {
                entry.problem("covers", "has no meaning without `coverage:` in catalog.yml", "add it there");
            }
            places.ifPresent(known -> paths.forEach(path -> holdPlace(entry, path, known)));
            covers.put(plan.name(), paths);
        }
        return covers;
    }

    private static void holdPlace(Settings entry, String path, Set<String> places) {
        int slash = path.indexOf('/');
        if (slash < 1 || slash == path.length() - 1) {
            entry.problem("covers", "`" + path + "` is not a place and a name", "write for example production/shop");
        } else if (!places.contains(path.substring(0, slash))) {
            String place = path.substring(0, slash);
            entry.problem(
                    "covers",
                    "`" + place + "` is no server and no folder of repositories of `coverage:`",
                    Suggestions.hint(place, places));
        }
    }

    /** A zone that is none has been told by the catalog. */
    private static ZoneId zone(Settings common) {
        try {
            return common.text("zone").map(ZoneId::of).orElse(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            return ZoneOffset.UTC;
        }
    }

    private static EntryLabels labels(Settings section, Settings common) {
        Optional<Settings> defaults = common.section("defaults");
        return new EntryLabels(
                "What exists, held against the catalog",
                section.text("owner")
                        .or(() -> defaults.flatMap(d -> d.text("owner")))
                        .orElse(""),
                List.of(),
                section.choice("severity", Criticality.class).orElse(Criticality.CRITICAL));
    }
}
