package io.restoreverifier.check;

import io.restoreverifier.model.CheckResult;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Restored;
import io.restoreverifier.model.RestoredDatabase;
import io.restoreverifier.model.Stage;
import io.restoreverifier.model.TableOfContents;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * By default: what the dump defines is there: tables, views, triggers, procedures, functions, events; and the users that
 * views and routines are run as exist.
 */
final class MariadbObjectsCheck extends DatabaseCheck {
    private static final Map<String, String> QUERIES = Map.of(
            "TABLE",
                    "select table_schema, table_name from information_schema.tables where table_type in ('BASE TABLE',"
                            + " 'SYSTEM VERSIONED', 'SEQUENCE')",
            "SEQUENCE", "select table_schema, table_name from information_schema.tables where table_type = 'SEQUENCE'",
            "VIEW", "select table_schema, table_name from information_schema.views",
            "TRIGGER", "select trigger_schema, trigger_name from information_schema.triggers",
            "PROCEDURE", routines("PROCEDURE"),
            "FUNCTION", routines("FUNCTION"),
            // Where nobody is asked who they are, the schema of information is empty of them.
            "EVENT", "select db, name from mysql.event",
            "DATABASE", "select '', schema_name from information_schema.schemata",
            "DEFINER", "select '', concat(user, '@', host) from mysql.user");

    private static String routines(String type) {
        return "select routine_schema, routine_name from information_schema.routines where routine_type = '" + type
                + "'";
    }

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
        Map<String, List<TableOfContents.Entry>> listed =
                subject.inspection().contents().orElseThrow().entries().stream()
                        .filter(e -> !Dialect.SYSTEM.contains(e.schema()))
                        .collect(Collectors.groupingBy(TableOfContents.Entry::type, TreeMap::new, Collectors.toList()));
        List<CheckResult> results = new ArrayList<>();
        for (Map.Entry<String, List<TableOfContents.Entry>> type : listed.entrySet()) {
            String query = query(type.getKey(), (RestoredDatabase) subject.restored());
            results.add(held(type.getKey(), type.getValue(), new HashSet<>(Dialect.tables(connection, query))));
        }
        return CheckReport.of(
                results.isEmpty()
                        ? List.of(CheckResult.notApplicable(
                                name(), "", "all that the dump defines", "the dump defines no object"))
                        : results);
    }

    private static String query(String type, RestoredDatabase restored) {
        return type.equals("EVENT") && !restored.serverVersion().contains("MariaDB")
                ? "select event_schema, event_name from information_schema.events"
                : Objects.requireNonNull(QUERIES.get(type));
    }

    private CheckResult held(String type, List<TableOfContents.Entry> listed, Set<TableName> there) {
        List<String> missing = listed.stream()
                .filter(e -> !there.contains(new TableName(e.schema(), e.name())))
                .map(e -> e.schema().isEmpty() ? e.name() : e.schema() + "." + e.name())
                .toList();
        String expected = TableName.number(listed.size()) + " of the dump";
        String found = TableName.number(listed.size() - missing.size()) + " are there";
        if (missing.isEmpty()) {
            return CheckResult.passed(name(), type, expected, found);
        }
        Finding finding = type.equals("DEFINER") ? definers(missing) : objects(type, listed.size(), missing);
        return CheckResult.withFinding(name(), type, expected, found, finding);
    }

    private static Finding definers(List<String> missing) {
        return Finding.error(
                FindingCode.ROLE_MISSING,
                Stage.CHECK,
                String.join(", ", missing),
                "views, triggers or routines run as users that do not exist: " + ObjectsCheck.named(missing),
                "a dump of some databases carries no users; write under `restore: mariadb:` the line  users: ["
                        + String.join(", ", missing) + "]  and keep `mariadb-dump --system=users` too");
    }

    private static Finding objects(String type, int listed, List<String> missing) {
        return Finding.error(
                type.equals("TABLE") ? FindingCode.TABLE_MISSING : FindingCode.OBJECT_MISSING,
                Stage.CHECK,
                type,
                type + ": the dump defines " + TableName.number(listed) + ", and of these "
                        + TableName.number(missing.size()) + " did not come back: " + ObjectsCheck.named(missing),
                "look for its name in the output of the restore");
    }
}
