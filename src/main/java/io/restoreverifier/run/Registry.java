package io.restoreverifier.run;

import io.restoreverifier.catalog.Catalog;
import io.restoreverifier.check.Check;
import io.restoreverifier.check.Checks;
import io.restoreverifier.inspect.Decryption;
import io.restoreverifier.model.Backup;
import io.restoreverifier.model.Settings;
import io.restoreverifier.model.Suggestions;
import io.restoreverifier.outlet.Outlet;
import io.restoreverifier.outlet.Telling;
import io.restoreverifier.outlet.evidence.Evidence;
import io.restoreverifier.outlet.metrics.Metrics;
import io.restoreverifier.outlet.notify.Heartbeats;
import io.restoreverifier.outlet.notify.Notifications;
import io.restoreverifier.outlet.status.StatusPage;
import io.restoreverifier.placement.Placement;
import io.restoreverifier.placement.Standing;
import io.restoreverifier.restore.CommandRestorer;
import io.restoreverifier.restore.DiskImageRestorer;
import io.restoreverifier.restore.FilesRestorer;
import io.restoreverifier.restore.GitRestorer;
import io.restoreverifier.restore.MariadbRestorer;
import io.restoreverifier.restore.PostgresqlRestorer;
import io.restoreverifier.restore.RedisRestorer;
import io.restoreverifier.restore.Restorer;
import io.restoreverifier.restore.SqliteRestorer;
import io.restoreverifier.sandbox.SandboxLimits;
import io.restoreverifier.source.BarmanSource;
import io.restoreverifier.source.BorgSource;
import io.restoreverifier.source.DirectorySource;
import io.restoreverifier.source.HttpSource;
import io.restoreverifier.source.PgbackrestSource;
import io.restoreverifier.source.RcloneSource;
import io.restoreverifier.source.ResticSource;
import io.restoreverifier.source.S3Source;
import io.restoreverifier.source.SftpSource;
import io.restoreverifier.source.Source;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Every kind that an entry of the catalog can name. A new kind is its class and its line here. */
final class Registry {
    private static final Map<String, SourceReader> SOURCES = Map.of(
            "barman",
            BarmanSource::read,
            "borg",
            BorgSource::read,
            "directory",
            DirectorySource::read,
            "http",
            HttpSource::read,
            "pgbackrest",
            PgbackrestSource::read,
            "rclone",
            RcloneSource::read,
            "restic",
            ResticSource::read,
            "s3",
            S3Source::read,
            "sftp",
            SftpSource::read);
    private static final Map<String, Function<Settings, Restorer>> RESTORERS = Map.of(
            "postgresql", PostgresqlRestorer::read,
            "mariadb", MariadbRestorer::read,
            "sqlite", SqliteRestorer::read,
            "redis", RedisRestorer::read,
            "command", CommandRestorer::read,
            "disk-image", DiskImageRestorer::read,
            "files", FilesRestorer::read,
            "git", GitRestorer::read);

    /** Whoever hears of a run, in this order, which leaves the evidence to be written when all others were told. */
    private static final List<OutletKind> OUTLETS = List.of(
            new OutletKind("metrics", (section, entries) -> Metrics.read(section), true),
            new OutletKind("notifications", (section, entries) -> Notifications.read(section), false),
            new OutletKind("status-page", StatusPage::read, false),
            new OutletKind("evidence", (section, entries) -> Evidence.read(section), false));

    /**
     * @param section of {@code catalog.yml} that says how; it may name several
     * @param ofWhole whether it has something of every backup, which a run of what was picked would replace
     */
    private record OutletKind(
            String section, BiFunction<Settings, Optional<Set<String>>, List<Outlet>> reader, boolean ofWhole) {}

    /** Reads the settings of a source; what is wrong with them becomes a problem of the catalog. */
    @FunctionalInterface
    private interface SourceReader {
        Source read(Settings settings, ZoneId zone);
    }

    private Registry() {}

    /** Plans every backup that can be planned; what is wrong with the others becomes problems of the catalog. */
    static List<Plan> plan(List<Backup> backups, Optional<Settings> common) {
        Placement.know(common);
        List<Plan> plans = new ArrayList<>();
        for (Backup backup : backups) {
            plan(backup, common).ifPresent(plans::add);
        }
        return List.copyOf(plans);
    }

    private static Optional<Plan> plan(Backup backup, Optional<Settings> common) {
        Settings document = backup.document();
        Optional<Source> source = source(document, backup.zone());
        Copies copies = copies(backup, common);
        Optional<Restorer> restorer = restorer(document);
        SandboxLimits limits = limits(document);
        if (restorer.isEmpty()) {
            // What its checks mean depends on the kind; nothing useful can be said of them.
            document.section("checks").ifPresent(Settings::skip);
            return Optional.empty();
        }
        List<Check> checks =
                new ArrayList<>(Checks.read(restorer.get().checks(), document.section("checks"), backup.zone()));
        source.flatMap(Source::ownCheck).map(OwnCheckOfSource::new).ifPresent(checks::add);
        checks.forEach(check -> check.beside()
                .ifPresent(pattern -> source.ifPresent(s -> holdPattern(document, "restore", s, pattern))));
        source.ifPresent(s -> restorer.get().companions().forEach(c -> holdPattern(document, "restore", s, c)));
        Optional<JobReport> job = JobReport.read(document);
        job.ifPresent(j -> source.ifPresent(s -> holdPattern(document, "job", s, j.pattern())));
        return source.map(s -> new Plan(backup, s, restorer.get(), checks, limits, job, Map.of(), copies));
    }

    /**
     * Reads who hears of a run; what is wrong with it becomes problems of the catalog.
     *
     * @param entries the names of all that the run can tell of; empty when they are not known
     * @param telling what the run is to them
     */
    static List<Outlet> outlets(Catalog catalog, Optional<Set<String>> entries, Telling telling) {
        List<Outlet> outlets = new ArrayList<>();
        Optional<Settings> common = catalog.common();
        common.ifPresent(c -> OUTLETS.forEach(kind -> c.section(kind.section())
                .map(section -> kind.reader().apply(section, entries))
                .filter(read -> telling.isOfWhole() || telling == Telling.PICKED && !kind.ofWhole())
                .ifPresent(outlets::addAll)));
        // The last of all, since it says whether the others could be told.
        Map<String, Settings> documents = new LinkedHashMap<>();
        catalog.backups().forEach(backup -> documents.put(backup.name(), backup.document()));
        outlets.addAll(Heartbeats.read(common, documents, telling));
        return List.copyOf(outlets);
    }

    private static void holdPattern(Settings document, String key, Source source, String pattern) {
        try {
            source.beside(pattern);
        } catch (IllegalArgumentException e) {
            document.problem(key, "`" + pattern + "` is not a pattern: " + e.getMessage(), "");
        }
    }

    private static Optional<Source> source(Settings document, ZoneId zone) {
        return theOne(document, "source", SOURCES.keySet())
                .map(kind -> source(kind, document.section("source").orElseThrow(), zone));
    }

    /** A copy that names no kind becomes a problem, and is left out. */
    private static Copies copies(Backup backup, Optional<Settings> common) {
        Placement placement = Placement.read(backup, common);
        List<Settings> sections =
                placement.copies().size() > 1 ? backup.document().sections("copies") : List.of();
        List<Copies.Copy> others = new ArrayList<>();
        for (int i = 0; i < sections.size(); i++) {
            Settings section = sections.get(i);
            Standing standing = placement.copies().get(i + 1);
            kindOfCopy(section)
                    .ifPresent(kind -> others.add(new Copies.Copy(standing, source(kind, section, backup.zone()))));
        }
        return new Copies(placement, others);
    }

    private static Optional<String> kindOfCopy(Settings section) {
        List<String> named =
                section.keys().stream().filter(SOURCES::containsKey).toList();
        if (named.size() != 1) {
            section.skip();
            section.problem(
                    named.isEmpty() ? "names no kind that this version knows" : "names more than one kind",
                    "name one of " + listed(SOURCES.keySet()));
            return Optional.empty();
        }
        return Optional.of(named.get(0));
    }

    private static Source source(String kind, Settings settings, ZoneId zone) {
        Source source = Objects.requireNonNull(SOURCES.get(kind)).read(settings, zone);
        return Decryption.read(settings)
                .<Source>map(how -> new EncryptedSource(source, how))
                .orElse(source);
    }

    private static Optional<Restorer> restorer(Settings document) {
        Optional<String> kind = theOne(document, "restore", RESTORERS.keySet());
        return kind.flatMap(
                k -> document.section("restore").flatMap(s -> s.section(k)).map(RESTORERS.get(k)));
    }

    /** The one kind that a section names. */
    private static Optional<String> theOne(Settings document, String key, Set<String> kinds) {
        Optional<Settings> section = document.section(key);
        if (section.isEmpty()) {
            if (!document.has(key)) {
                document.problem(key, "is missing", "add `" + key + ":` with one of " + listed(kinds));
            }
            return Optional.empty();
        }
        List<String> named =
                section.get().keys().stream().filter(kinds::contains).toList();
        if (named.size() == 1) {
            return Optional.of(named.get(0));
        }
        section.get().skip();
        String first = section.get().keys().stream().findFirst().orElse("");
        document.problem(
                key,
                named.isEmpty() ? "names no kind that this version knows" : "names more than one kind",
                named.isEmpty() && !first.isEmpty() ? Suggestions.hint(first, kinds) : "name one of " + listed(kinds));
        return Optional.empty();
    }

    static SandboxLimits limits(Settings document) {
        Optional<Settings> sandbox = document.section("sandbox");
        return new SandboxLimits(
                sandbox.flatMap(s -> s.bytes("memory")).map(OptionalLong::of).orElse(OptionalLong.empty()),
                sandbox.flatMap(s -> s.bytes("disk")).map(OptionalLong::of).orElse(OptionalLong.empty()));
    }

    private static String listed(Set<String> kinds) {
        return kinds.stream().sorted().collect(Collectors.joining(", "));
    }
}
