package io.restoreverifier.check;

import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.CheckResult;
import io.restoreverifier.model.FetchedArtifact;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.RestoredDatabase;
import io.restoreverifier.model.ServerMessage;
import io.restoreverifier.model.Stage;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code rows-manifest: "shop-*.rows"}: each table has the rows that were there when it was dumped, as production itself
 * wrote them down then.
 */
final class RowsManifestCheck extends DatabaseCheck {
    private static final String NAME = "rows-manifest";
    private static final String EXPECTED = "the rows of the manifest";
    private static final int MOST_FINDINGS = 20;

    private final String pattern;

    RowsManifestCheck(String pattern) {
        this.pattern = pattern;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Optional<String> beside() {
        return Optional.of(pattern);
    }

    /** What a table's own query says; empty when it is refused. */
    private record Answer(Optional<RowsManifest.Table> table, String error) {}

    @Override
    CheckReport put(Connection connection, Subject subject) throws SQLException {
        FetchedArtifact manifest = subject.beside().get(pattern);
        if (manifest == null) {
            return CheckReport.of(failed(
                    FindingCode.ARTIFACT_MISSING,
                    pattern,
                    "none",
                    "there is no manifest like " + pattern + " of the time of "
                            + subject.artifact().artifact().name(),
                    "does the backup job write it beside the dump?"));
        }
        String name = manifest.artifact().name();
        RowsScript script = RowsScript.of(subject.restored());
        try {
            return CheckReport.of(compared(name, RowsManifest.read(manifest.file(), script), connection, subject));
        } catch (RowsManifest.Unusable e) {
            return CheckReport.of(failed(
                    FindingCode.ROWS_DIFFER,
                    name,
                    e.why(),
                    "manifest " + name + " cannot be used: " + e.why(),
                    "write it with " + script.file() + ", and look whether " + script.client()
                            + " ended with status 0"));
        } catch (IOException e) {
            throw new CannotTell(FindingCode.TOOL_FAILED, "the copy of " + name + " cannot be read", "", e);
        }
    }

    private static List<CheckResult> compared(
            String name, List<RowsManifest.Table> manifest, Connection connection, Subject subject)
            throws SQLException {
        RowsScript script = RowsScript.of(subject.restored());
        List<Answer> answers = SideBySide.over(
                queries(connection, script),
                (RestoredDatabase) subject.restored(),
                (query, own) -> Optional.of(answer(query, script, own)));
        Map<String, RowsManifest.Table> found = new LinkedHashMap<>();
        List<CheckResult> bad = new ArrayList<>();
        for (Answer answer : answers) {
            answer.table().ifPresent(table -> found.put(table.table(), table));
            if (answer.table().isEmpty()) {
                bad.add(failed(
                        FindingCode.ROWS_DIFFER,
                        "",
                        answer.error(),
                        "a table cannot be read: " + answer.error(),
                        "look for restore errors"));
            }
        }
        long rows = 0;
        for (RowsManifest.Table expected : manifest) {
            RowsManifest.Table came = found.remove(expected.table());
            if (!expected.equals(came)) {
                bad.add(differs(expected, Optional.ofNullable(came)));
            }
            rows += expected.rows();
        }
        found.values().forEach(more -> bad.add(unknown(more, name)));
        if (bad.isEmpty()) {
            return List.of(CheckResult.passed(
                    NAME,
                    name,
                    EXPECTED,
                    TableName.number(manifest.size()) + " tables with " + TableName.number(rows) + " rows hold "
                            + EXPECTED));
        }
        return bad.subList(0, Math.min(MOST_FINDINGS, bad.size()));
    }

    private static List<String> queries(Connection connection, RowsScript script) throws SQLException {
        List<String> queries = new ArrayList<>();
        try (Statement statement = connection.createStatement()) {
            set(statement, script);
            try (ResultSet row = statement.executeQuery(script.queries())) {
                while (row.next()) {
                    queries.add(row.getString(1));
                }
            }
        }
        return queries;
    }

    private static void set(Statement statement, RowsScript script) throws SQLException {
        for (String setting : script.settings()) {
            statement.execute(setting);
        }
    }

    private static Answer answer(String query, RowsScript script, Connection connection) {
        try (Statement statement = connection.createStatement()) {
            set(statement, script);
            try (ResultSet row = statement.executeQuery(query)) {
                row.next();
                return new Answer(RowsManifest.Table.parse(row.getString(1)), "its line is of another form");
            }
        } catch (SQLException e) {
            throwIfNotAnswered(e, NAME);
            return new Answer(Optional.empty(), ServerMessage.of(e));
        }
    }

    private static CheckResult differs(RowsManifest.Table expected, Optional<RowsManifest.Table> came) {
        String table = shown(expected.table());
        if (came.isEmpty()) {
            return failed(
                    FindingCode.TABLE_MISSING,
                    table,
                    "no such table",
                    "table " + table + " is in the manifest with " + TableName.number(expected.rows())
                            + " rows, and is not there",
                    "was it left out of the dump, or dropped between dump and manifest?");
        }
        return failed(
                FindingCode.ROWS_DIFFER,
                table,
                came.get().found(),
                "table " + table + " does not hold " + EXPECTED + ": expected " + expected.found() + ", found "
                        + came.get().found(),
                "was the manifest written in the snapshot of the dump? then the dump is not what production had");
    }

    private static CheckResult unknown(RowsManifest.Table table, String name) {
        return failed(
                FindingCode.ROWS_DIFFER,
                shown(table.table()),
                table.found(),
                "table " + shown(table.table()) + " is not in manifest " + name,
                "was the manifest written of the same database, in the snapshot of the dump?");
    }

    private static CheckResult failed(FindingCode code, String subject, String found, String message, String hint) {
        return CheckResult.withFinding(
                NAME, subject, EXPECTED, found, Finding.error(code, Stage.CHECK, subject, message, hint));
    }

    private static String shown(String table) {
        return table.startsWith("public.") ? table.substring("public.".length()) : table;
    }
}
