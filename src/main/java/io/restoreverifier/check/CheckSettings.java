package io.restoreverifier.check;

import io.restoreverifier.model.Expected;
import io.restoreverifier.model.Node;
import io.restoreverifier.model.Settings;
import io.restoreverifier.model.Severity;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How the catalog declares each check. */
final class CheckSettings {
    private CheckSettings() {}

    /** {@code defaults: off} needs a {@code reason:}, so that nobody finds a green backup that nobody looked at. */
    static boolean wantsDefaults(Settings checks) {
        Optional<String> defaults = checks.text("defaults");
        Optional<String> reason = checks.text("reason");
        if (defaults.isEmpty() || defaults.get().equals("on")) {
            return true;
        }
        if (!defaults.get().equals("off")) {
            checks.problem("defaults", "`" + defaults.get() + "` is neither on nor off", "");
        } else if (reason.isEmpty() || reason.get().isBlank()) {
            checks.problem("defaults", "the default checks are off without a reason", "add `reason: ...` beside it");
        }
        return false;
    }

    static List<Check> tables(Settings checks, String key, ZoneId zone) {
        List<String> tables = checks.texts(key);
        if (tables.isEmpty()) {
            checks.problem(key, "names no table", "write `tables: [customers, invoices]`");
            return List.of();
        }
        return List.of(new TablesCheck(tables.stream().map(TableName::parse).toList()));
    }

    static List<Check> rows(Settings checks, String key, ZoneId zone) {
        List<RowsCheck.Expectation> expectations = new ArrayList<>();
        checks.namedSections(key).forEach((table, settings) -> {
            Optional<Long> min = settings.count("min");
            Optional<String> maxDrop = settings.text("max-drop");
            if (maxDrop.isPresent() && !maxDrop.get().matches("\\d{1,2}(\\.\\d{1,3})?%|100%")) {
                settings.problem("max-drop", "`" + maxDrop.get() + "` is not a percentage", "write for example 5%");
            }
            if (min.isEmpty() && maxDrop.isEmpty()) {
                settings.problem("says neither min nor max-drop", "write `" + table + ": {min: 1000}`");
            }
            expectations.add(new RowsCheck.Expectation(TableName.parse(table), min, maxDrop));
        });
        if (expectations.isEmpty()) {
            checks.problem(key, "names no table", "write `rows: {customers: {min: 1000}}`");
            return List.of();
        }
        return List.of(new RowsCheck(expectations));
    }

    static List<Check> rowsManifest(Settings checks, String key, ZoneId zone) {
        return checks.text(key)
                .<List<Check>>map(p -> List.of(new RowsManifestCheck(p)))
                .orElse(List.of());
    }

    static List<Check> newestData(Settings checks, String key, ZoneId zone) {
        if (checks.node(key).filter(Node.Mapping.class::isInstance).isPresent()) {
            String reason = checks.section(key).orElseThrow().requiredText("quiet");
            return List.of(new FoundNewestDataCheck(zone, Optional.of(reason)));
        }
        return sql(checks, key)
                .<List<Check>>map(s -> List.of(new NewestDataCheck(s, zone)))
                .orElse(List.of());
    }

    static List<Check> identity(Settings checks, String key, ZoneId zone) {
        Optional<Settings> identity = checks.section(key);
        if (identity.isEmpty()) {
            return List.of();
        }
        List<Check> markers = new ArrayList<>();
        identity.get().text("database").ifPresent(name -> markers.add(new DatabaseNameCheck(name)));
        if (markers.isEmpty() || identity.get().has("sql") || identity.get().has("expect")) {
            markers.add(QueryCheck.identity(identity.get().requiredText("sql"), expected(identity.get())));
        }
        return markers;
    }

    /** A system's name alone, or with what else is known of it. */
    static List<Check> canary(Settings checks, String key, ZoneId zone) {
        if (checks.node(key).filter(Node.Mapping.class::isInstance).isEmpty()) {
            return List.of(new CanaryCheck(Optional.of(checks.requiredText(key)), Optional.empty()));
        }
        Settings canary = checks.section(key).orElseThrow();
        return List.of(new CanaryCheck(Optional.of(canary.requiredText("system")), canary.text("system-identifier")));
    }

    static List<Check> schema(Settings checks, String key, ZoneId zone) {
        return checks.path(key)
                .<List<Check>>map(path -> List.of(new SchemaCheck(path)))
                .orElse(List.of());
    }

    static List<Check> queries(Settings checks, String key, ZoneId zone) {
        List<Check> queries = new ArrayList<>();
        for (Settings query : checks.sections(key)) {
            String sql = query.requiredText("sql");
            String name = query.text("name").orElse(sql);
            queries.add(QueryCheck.query(name, sql, expected(query)));
        }
        if (queries.isEmpty()) {
            checks.problem(key, "has no query", "begin each with `- name: ...`");
        }
        return queries;
    }

    static List<Check> amcheck(Settings checks, String key, ZoneId zone) {
        return checks.flag(key).orElse(false) ? List.of(new AmcheckCheck(false)) : List.of();
    }

    static List<Check> switchedOff(Settings checks, String key, ZoneId zone) {
        return switch (checks.text(key).orElse("")) {
            case "error" -> List.of(new SwitchedOffCheck(Severity.ERROR));
            case "warning" -> List.of(new SwitchedOffCheck(Severity.WARNING));
            default -> {
                checks.problem(key, "is neither error nor warning", "write `switched-off: error`");
                yield List.of();
            }
        };
    }

    static List<Check> readable(Settings checks, String key, ZoneId zone) {
        return switch (checks.text(key).orElse("")) {
            case "whole" -> List.of(new ReadableCheck(true));
            case "definitions" -> List.of(new ReadableCheck(false));
            default -> {
                checks.problem(key, "is neither whole nor definitions", "write `readable: whole`");
                yield List.of();
            }
        };
    }

    static List<Check> manifest(Settings checks, String key, ZoneId zone) {
        if (checks.node(key).filter(Node.Mapping.class::isInstance).isEmpty()) {
            return List.of(new ManifestCheck(checks.requiredText(key), false));
        }
        Settings manifest = checks.section(key).orElseThrow();
        return List.of(new ManifestCheck(
                manifest.requiredText("file"), manifest.flag("complete").orElse(false)));
    }

    static List<Check> git(Settings checks, String key, ZoneId zone) {
        Optional<Settings> git = checks.section(key);
        if (git.isEmpty()) {
            return List.of();
        }
        git.get().requiredText("repository");
        String ref = git.get().requiredText("ref");
        if (ref.startsWith("-")) {
            git.get().problem("ref", "`" + ref + "` is no ref", "write a tag, a branch or a commit");
        }
        return git.get()
                .path("repository")
                .<List<Check>>map(repository -> List.of(new GitRefCheck(repository, ref)))
                .orElse(List.of());
    }

    static List<Check> contains(Settings checks, String key, ZoneId zone) {
        List<String> patterns = checks.texts(key);
        if (patterns.isEmpty()) {
            checks.problem(key, "names no file", "write `contains: [pom.xml, \"src/**/*.java\"]`");
            return List.of();
        }
        boolean sound = patterns.stream().allMatch(pattern -> Glob.isSound(checks, key, pattern));
        return sound ? List.of(new ContainsCheck(patterns)) : List.of();
    }

    static List<Check> commands(Settings checks, String key, ZoneId zone) {
        List<Check> commands = new ArrayList<>();
        for (Settings command : checks.sections(key)) {
            String run = command.requiredText("run");
            commands.add(new CommandCheck(command.text("name").orElse(run), command.requiredText("image"), run));
        }
        if (commands.isEmpty()) {
            checks.problem(key, "has no command", "begin each with `- name: ...`");
        }
        return commands;
    }

    private static Optional<String> sql(Settings settings, String key) {
        Optional<String> sql = settings.text(key);
        if (sql.isPresent() && sql.get().isBlank()) {
            settings.problem(key, "is empty", "write a query");
            return Optional.empty();
        }
        return sql;
    }

    private static Expected expected(Settings settings) {
        Expected expected = Expected.parse(settings.requiredText("expect"));
        if (!expected.isSound()) {
            settings.problem("expect", "`" + expected + "` compares with no number", "write for example \"> 0\"");
        }
        return expected;
    }
}
