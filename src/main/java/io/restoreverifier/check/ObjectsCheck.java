package io.restoreverifier.check;

import io.restoreverifier.model.CheckResult;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Restored;
import io.restoreverifier.model.Stage;
import io.restoreverifier.model.TableOfContents;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * By default: what the dump's own table of contents names is there, each type of object by its names: tables, views,
 * sequences, indexes, constraints, triggers, functions, types, extensions, policies, comments, privileges, large objects
 * and more. Owners exist. What is there beyond that is not looked at.
 */
final class ObjectsCheck extends DatabaseCheck {
    private static final int MOST_NAMED = 10;

    /** What stands in a table of contents and is no object: data, settings, and what is done when a database is made. */
    private static final Set<String> NO_OBJECTS = Set.of(
            "TABLE DATA",
            "SEQUENCE SET",
            "BLOBS",
            "ENCODING",
            "STDSTRINGS",
            "SEARCHPATH",
            "DATABASE",
            "DATABASE PROPERTIES",
            "STATISTICS DATA");

    @Override
    public String name() {
        return "objects";
    }

    /** Of what came back page by page there is nothing to compare with. */
    @Override
    public boolean concerns(Restored restored) {
        return !isPhysical(restored);
    }

    @Override
    CheckReport put(Connection connection, Subject subject) throws SQLException {
        Optional<TableOfContents> contents = subject.inspection().contents();
        if (contents.isEmpty()) {
            return CheckReport.of(CheckResult.notApplicable(
                    name(), "", "all that the dump lists", "the artifact has no table of contents"));
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute("set search_path = ''");
        }
        List<CheckResult> results = new ArrayList<>();
        Map<String, Integer> unknown = new TreeMap<>();
        for (Map.Entry<String, List<TableOfContents.Entry>> type :
                byType(contents.get()).entrySet()) {
            Optional<String> query = CatalogQueries.of(type.getKey());
            if (query.isPresent()) {
                results.add(held(type.getKey(), type.getValue(), catalog(connection, query.get())));
            } else {
                unknown.put(type.getKey(), type.getValue().size());
            }
        }
        new DumpedLargeObjects(name()).held(connection, contents.get()).ifPresent(results::add);
        owners(connection, contents.get()).ifPresent(results::add);
        notHeld(unknown).ifPresent(results::add);
        return CheckReport.of(
                results.isEmpty()
                        ? List.of(CheckResult.notApplicable(
                                name(), "", "all that the dump lists", "the dump lists no object"))
                        : results);
    }

    private static Map<String, List<TableOfContents.Entry>> byType(TableOfContents contents) {
        return contents.entries().stream()
                .filter(e -> !NO_OBJECTS.contains(e.type()) && !DumpedLargeObjects.isOne(e))
                .collect(Collectors.groupingBy(TableOfContents.Entry::type, TreeMap::new, Collectors.toList()));
    }

    private static Map<DumpedName, Integer> catalog(Connection connection, String sql) throws SQLException {
        Map<DumpedName, Integer> there = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                there.merge(DumpedName.inCatalog(row.getString(1), row.getString(2)), 1, Integer::sum);
            }
        }
        return there;
    }

    private CheckResult held(String type, List<TableOfContents.Entry> listed, Map<DumpedName, Integer> there) {
        List<String> missing = new ArrayList<>();
        int held = 0;
        for (TableOfContents.Entry entry : listed) {
            Optional<DumpedName> name = DumpedName.of(entry);
            if (name.isEmpty()) {
                continue;
            }
            held++;
            if (there.merge(name.get(), -1, Integer::sum) < 0) {
                missing.add(shown(entry));
            }
        }
        return missing.isEmpty() ? allThere(type, listed.size(), held) : missing(type, held, missing);
    }

    private CheckResult allThere(String type, int listed, int held) {
        String expected = TableName.number(listed) + " of the dump";
        if (held == 0) {
            return CheckResult.notApplicable(name(), type, expected, "of none of them is known where it would be");
        }
        String rest = listed == held ? "" : ", " + TableName.number(listed - held) + " could not be looked up";
        return CheckResult.passed(name(), type, expected, TableName.number(held) + " are there" + rest);
    }

    private static String shown(TableOfContents.Entry entry) {
        String owner = entry.type().equals("DEFAULT ACL") ? " of " + entry.owner() : "";
        return new TableName(entry.schema().isEmpty() ? "public" : entry.schema(), entry.name()) + owner;
    }

    private CheckResult missing(String type, int held, List<String> missing) {
        return CheckResult.withFinding(
                name(),
                type,
                TableName.number(held) + " of the dump",
                TableName.number(held - missing.size()) + " are there",
                Finding.error(
                        code(type),
                        Stage.CHECK,
                        type,
                        type + ": the dump lists " + TableName.number(held) + ", and of these "
                                + TableName.number(missing.size()) + " did not come back: " + named(missing),
                        "look for its name in the restore's output; what was not restored without an error was taken away"
                                + " afterwards, by an event trigger or a function that the restore calls"));
    }

    private static FindingCode code(String type) {
        return switch (type) {
            case "TABLE" -> FindingCode.TABLE_MISSING;
            case "EXTENSION" -> FindingCode.EXTENSION_MISSING;
            default -> FindingCode.OBJECT_MISSING;
        };
    }

    static String named(List<String> names) {
        String first = names.stream().limit(MOST_NAMED).collect(Collectors.joining(", "));
        return names.size() <= MOST_NAMED
                ? first
                : first + " and " + TableName.number(names.size() - MOST_NAMED) + " more";
    }

    private Optional<CheckResult> owners(Connection connection, TableOfContents contents) throws SQLException {
        Set<String> owners = new TreeSet<>();
        contents.entries().stream()
                .map(TableOfContents.Entry::owner)
                .filter(owner -> !owner.isEmpty())
                .forEach(owners::add);
        if (owners.isEmpty()) {
            return Optional.empty();
        }
        Map<DumpedName, Integer> there = catalog(connection, "select '', rolname from pg_roles");
        List<String> missing = owners.stream()
                .filter(owner -> !there.containsKey(DumpedName.inCatalog("", owner)))
                .toList();
        String expected = TableName.number(owners.size()) + " of the dump";
        return Optional.of(
                missing.isEmpty()
                        ? CheckResult.passed(name(), "owners", expected, TableName.number(owners.size()) + " are there")
                        : CheckResult.withFinding(
                                name(),
                                "owners",
                                expected,
                                TableName.number(owners.size() - missing.size()) + " are there",
                                Finding.error(
                                        FindingCode.ROLE_MISSING,
                                        Stage.CHECK,
                                        String.join(", ", missing),
                                        "roles that own objects of the dump do not exist: " + named(missing),
                                        "name them under `restore: {postgresql: {roles: [...]}}`")));
    }

    private Optional<CheckResult> notHeld(Map<String, Integer> unknown) {
        return unknown.isEmpty()
                ? Optional.empty()
                : Optional.of(CheckResult.notApplicable(
                        name(),
                        "other types",
                        "all that the dump lists",
                        "not held against the catalogs: "
                                + unknown.entrySet().stream()
                                        .map(e -> TableName.number(e.getValue()) + " " + e.getKey())
                                        .collect(Collectors.joining(", "))));
    }
}
