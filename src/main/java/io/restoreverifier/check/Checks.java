package io.restoreverifier.check;

import io.restoreverifier.model.Settings;
import io.restoreverifier.model.Severity;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The registry of checks: a kind of check is its class and its line here. */
public final class Checks {
    private Checks() {}

    /** Reads one key below {@code checks:}; what is wrong becomes a problem of the catalog. */
    @FunctionalInterface
    interface Reader {
        List<Check> read(Settings checks, String key, ZoneId zone);
    }

    private static Map<String, Reader> readers(String family) {
        Map<String, Reader> readers = new LinkedHashMap<>();
        if (family.equals("files") || family.equals("git")) {
            readers.put("manifest", CheckSettings::manifest);
            readers.put("git", CheckSettings::git);
            readers.put("contains", CheckSettings::contains);
            readers.put("commands", CheckSettings::commands);
            if (family.equals("git")) {
                readers.putAll(RepositorySettings.readers());
            }
            return readers;
        }
        if (family.equals("command") || family.equals("redis")) {
            readers.putAll(EngineSettings.readers());
            if (family.equals("redis")) {
                readers.put("keys", KeysCheck::read);
            }
            return readers;
        }
        if (family.equals("disk-image")) {
            return DiskSettings.readers();
        }
        readers.put("identity", CheckSettings::identity);
        readers.put("tables", CheckSettings::tables);
        readers.put("rows", CheckSettings::rows);
        readers.put("newest-data", CheckSettings::newestData);
        readers.put("queries", CheckSettings::queries);
        readers.putAll(
                switch (family) {
                    case "mariadb" -> ofMariadb();
                    case "sqlite" -> Map.of();
                    default -> ofPostgresql();
                });
        return readers;
    }

    private static Map<String, Reader> ofPostgresql() {
        Map<String, Reader> readers = new LinkedHashMap<>();
        readers.put("canary", CheckSettings::canary);
        readers.put("schema", CheckSettings::schema);
        readers.put("rows-manifest", CheckSettings::rowsManifest);
        readers.put("amcheck", CheckSettings::amcheck);
        readers.put("flyway", FlywaySettings::read);
        readers.put("switched-off", CheckSettings::switchedOff);
        readers.put("readable", CheckSettings::readable);
        readers.put("databases", DatabasesCheck::read);
        return readers;
    }

    private static Map<String, Reader> ofMariadb() {
        return Map.of(
                "schema",
                CheckSettings::schema,
                "rows-manifest",
                CheckSettings::rowsManifest,
                "check-tables",
                (checks, key, zone) -> checks.flag(key).orElse(false) ? List.of(new CheckTableCheck(true)) : List.of());
    }

    private static List<Check> defaults(String family, ZoneId zone) {
        return switch (family) {
            case "files" -> List.of(new FilesCameBackCheck(), new RtoCheck());
            case "git" -> List.of(new FilesCameBackCheck(), new NewestCommitCheck(Optional.empty()), new RtoCheck());
            case "mariadb" ->
                List.of(
                        new MariadbRowsCheck(),
                        new ChecksumTableCheck(),
                        new CheckTableCheck(false),
                        new MariadbObjectsCheck(),
                        new MariadbViewsCheck(),
                        new FoundNewestDataCheck(zone, Optional.empty()),
                        new RtoCheck());
            case "command" -> List.of(new RtoCheck());
            case "disk-image" -> List.of(new FileSystemsCheck(), new RtoCheck());
            case "redis" -> List.of(new KeysCheck.CameBack(), new RtoCheck());
            case "sqlite" ->
                List.of(
                        new SqliteIntegrityCheck(),
                        new SqliteForeignKeyCheck(),
                        new SqliteRowsCheck(),
                        new FoundNewestDataCheck(zone, Optional.empty()),
                        new RtoCheck());
            default ->
                List.of(
                        new RowExactCheck(),
                        new ObjectsCheck(),
                        new ViewsCheck(),
                        new CanaryCheck(Optional.empty(), Optional.empty()),
                        new FoundNewestDataCheck(zone, Optional.empty()),
                        new SequencesCheck(),
                        CatalogObjectsCheck.validIndexes(),
                        CatalogObjectsCheck.validConstraints(),
                        new AmcheckCheck(true),
                        HeldAnewCheck.uniqueIndexes(),
                        HeldAnewCheck.foreignKeys(),
                        new CollationVersionCheck(),
                        new SwitchedOffCheck(Severity.WARNING),
                        new LocaleCheck(),
                        new ReadableCheck(false),
                        new RtoCheck());
        };
    }

    /** Those that a section declares, without the default ones. */
    static List<Check> declared(String family, Settings checks, ZoneId zone) {
        List<Check> all = new ArrayList<>();
        readers(family).forEach((key, reader) -> {
            if (!key.equals("databases") && checks.has(key)) {
                all.addAll(reader.read(checks, key, zone));
            }
        });
        return all;
    }

    /**
     * Reads the checks of an entry: the default ones and those it declares.
     *
     * @param family of checks: {@code postgresql}, {@code mariadb}, {@code sqlite}, {@code redis}, {@code command}, {@code disk-image}, {@code files} or {@code git}
     * @param checks empty when the entry says nothing, which means the default checks alone
     */
    public static List<Check> read(String family, Optional<Settings> checks, ZoneId zone) {
        List<Check> all = new ArrayList<>();
        if (checks.isEmpty() || CheckSettings.wantsDefaults(checks.get())) {
            all.addAll(defaults(family, zone));
            if (family.equals("postgresql")) {
                // How old the newest data are, and how long recovery took, is asked once of all.
                List<Check> each = defaults(family, zone);
                all.add(DatabasesCheck.ofOthers(each.stream()
                        .filter(check -> !check.name().equals(RtoCheck.NAME)
                                && !check.name().equals("newest-data")
                                && !check.name().equals("canary"))
                        .toList()));
            }
        }
        checks.ifPresent(settings -> readers(family).forEach((key, reader) -> {
            if (settings.has(key)) {
                // What is declared takes the place of the default of the same name.
                all.removeIf(check -> check.name().equals(key));
                all.addAll(reader.read(settings, key, zone));
            }
        }));
        return List.copyOf(all);
    }
}
