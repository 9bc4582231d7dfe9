package io.restoreverifier.run;

import io.restoreverifier.catalog.Catalog;
import io.restoreverifier.catalog.CatalogReader;
import io.restoreverifier.catalog.Selection;
import io.restoreverifier.model.Backup;
import io.restoreverifier.model.CatalogException;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.ImageNames;
import io.restoreverifier.model.Outcome;
import io.restoreverifier.model.Problems;
import io.restoreverifier.model.Settings;
import io.restoreverifier.outlet.Outlet;
import io.restoreverifier.outlet.Telling;
import io.restoreverifier.placement.Domain;
import io.restoreverifier.placement.DomainName;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A catalog that was read without a problem, with what the command line chose of it.
 *
 * @param names of every entry, chosen or not
 * @param plans of those that were chosen, critical ones first
 * @param domains all that anything in the catalog stands in, chosen or not
 * @param lost the domains whose loss the report answers for; empty: all of them
 * @param outlets who hears of the run
 * @param keepRuns how long the history keeps them
 * @param applications those that were chosen
 * @param storage what backups stand on, as far as it was chosen
 * @param coverage what exists, held against the whole catalog; empty when the catalog does not ask for it, or it is not
 *     for this run to tell
 */
record Prepared(
        Catalog catalog,
        Set<String> names,
        List<Plan> plans,
        Set<Domain> domains,
        List<String> lost,
        List<Outlet> outlets,
        Duration keepRuns,
        List<ApplicationPlan> applications,
        List<StorageEntry> storage,
        Optional<CoverageEntry> coverage) {

    Prepared {
        names = Set.copyOf(names);
        plans = List.copyOf(plans);
        lost = List.copyOf(lost);
        domains = Collections.unmodifiableSortedSet(new TreeSet<>(domains));
        outlets = List.copyOf(outlets);
        applications = List.copyOf(applications);
        storage = List.copyOf(storage);
    }

    /**
     * Reads and plans the whole catalog, also what was not chosen; or the one artifact that was named in its place.
     *
     * @throws CatalogException that names every problem
     */
    static Prepared read(RunOptions options) {
        Problems problems = new Problems();
        if (options.artifact().isPresent()) {
            Optional<Plan> plan = new SingleArtifact(options.artifact().get(), options.roles()).plan(problems);
            problems.throwIfAny();
            return of(plan.orElseThrow());
        }
        Catalog read = new CatalogReader().read(options.catalog(), problems);
        return read(options, read, Tellings.ofRun(options, read.common()), problems);
    }

    /**
     * For a merge of what several machines found of a catalog: who hears of it.
     *
     * @throws CatalogException that names every problem
     */
    static Prepared forMerge(RunOptions options) {
        Problems problems = new Problems();
        Catalog read = new CatalogReader().read(options.catalog(), problems);
        return read(options, read, Tellings.ofMerge(options, read.common(), problems), problems);
    }

    private static Prepared read(RunOptions options, Catalog read, Telling telling, Problems problems) {
        List<Plan> alone = Registry.plan(read.backups(), read.common());
        List<Outlet> outlets = Registry.outlets(read, entries(options, read), telling);
        Duration keepRuns = Keeping.read(read.common());
        Instant now = options.now().or(read::now).orElseGet(Instant::now);
        List<String> lost = lost(read.common(), domains(alone));
        read.backups().forEach(backup -> Ignoring.holdToAYear(backup, now));
        read.applications().forEach(application -> Ignoring.holdToAYear(application, now));
        read.storage().forEach(entry -> Ignoring.holdToAYear(entry, now));
        Optional<CoverageEntry> coverage = CoverageReader.read(read, alone, now);
        References references = new References(read, alone, options.catalog(), problems);
        List<ApplicationPlan> applications = ApplicationReader.read(read.applications(), references);
        List<StorageEntry> storage = StorageEntry.read(read.storage());
        read.finish();
        List<Plan> plans = references.joined(alone);
        Catalog all = references.catalog();
        Selection selection = Selection.parse(options.only(), options.shard(), problems);
        Catalog chosen = selection.select(
                all, coverage.stream().map(c -> CoverageEntry.NAME).collect(Collectors.toSet()), problems);
        problems.throwIfAny();
        Set<String> names = chosen.backups().stream().map(Backup::name).collect(Collectors.toSet());
        return new Prepared(
                all,
                all.backups().stream().map(Backup::name).collect(Collectors.toSet()),
                plans.stream()
                        .filter(p -> names.contains(p.name()))
                        .map(p -> options.writeReferences() ? p.writingReferences() : p)
                        .toList(),
                domains(plans),
                lost,
                outlets,
                keepRuns,
                applications.stream()
                        .filter(a -> chosen.applications().contains(a.entry()))
                        .toList(),
                storage.stream()
                        .filter(s -> chosen.storage().contains(s.entry()))
                        .toList(),
                coverage.filter(c -> selection.takes(CoverageEntry.NAME)));
    }

    /** The names of all that is told of; empty where one file is the catalog, beside which there may be others. */
    private static Optional<Set<String>> entries(RunOptions options, Catalog read) {
        if (Files.isRegularFile(options.catalog())) {
            return Optional.empty();
        }
        Stream<String> declared = Stream.of(read.backups(), read.applications(), read.storage())
                .flatMap(List::stream)
                .map(Backup::name);
        Stream<String> coverage =
                read.common().stream().flatMap(common -> common.keys().stream()).filter(CoverageEntry.NAME::equals);
        return Optional.of(Stream.concat(declared, coverage).collect(Collectors.toUnmodifiableSet()));
    }

    private static Set<Domain> domains(List<Plan> plans) {
        return plans.stream()
                .flatMap(plan -> plan.copies().placement().domains().stream())
                .collect(Collectors.toSet());
    }

    /** Reads {@code lost:} of {@code catalog.yml}. */
    private static List<String> lost(Optional<Settings> common, Set<Domain> stated) {
        List<String> names = common.map(c -> c.texts("lost")).orElse(List.of());
        for (String name : names) {
            if (stated.stream().noneMatch(DomainName.of(name)::means)) {
                common.orElseThrow()
                        .problem(
                                "lost",
                                "nothing in the catalog stands in " + name,
                                "name a domain that `production:` or a `domain:` states");
            }
        }
        return names;
    }

    /** A catalog of one. */
    private static Prepared of(Plan plan) {
        Catalog catalog = new Catalog(
                List.of(plan.backup()),
                List.of(),
                List.of(),
                Optional.empty(),
                ImageNames.asWritten(),
                Optional.empty(),
                Set.of());
        return new Prepared(
                catalog,
                Set.of(plan.name()),
                List.of(plan),
                Set.of(),
                List.of(),
                List.of(),
                Keeping.read(Optional.empty()),
                List.of(),
                List.of(),
                Optional.empty());
    }

    /** The outcome of a chosen entry that came to none of its own. */
    Outcome without(String entry, Finding reason, Instant started) {
        return coverage.filter(c -> entry.equals(CoverageEntry.NAME))
                .map(c -> c.without(reason, started))
                .or(() -> applications.stream()
                        .filter(a -> a.name().equals(entry))
                        .findFirst()
                        .map(a -> ApplicationEntry.without(a, reason, started)))
                .or(() -> storage.stream()
                        .filter(s -> s.name().equals(entry))
                        .findFirst()
                        .map(s -> s.without(reason, started)))
                .orElseGet(() -> Outcomes.without(plan(entry).orElseThrow(), reason, started));
    }

    Optional<Plan> plan(String name) {
        return plans.stream().filter(p -> p.name().equals(name)).findFirst();
    }
}
