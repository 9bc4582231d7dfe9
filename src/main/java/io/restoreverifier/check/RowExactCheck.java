package io.restoreverifier.check;

import io.restoreverifier.model.Attachment;
import io.restoreverifier.model.CheckResult;
import io.restoreverifier.model.DumpedRows;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.RestoredPostgresql;
import io.restoreverifier.model.RowDigest;
import io.restoreverifier.model.TableOfContents;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * By default: something came back at all, and each table holds exactly the rows that the dump holds for it. Reads every
 * table once for both, and counts those that the dump has no rows for.
 */
final class RowExactCheck extends DatabaseCheck {
    static final String NAME = "row-exact";
    private static final String EXPECTED = "the rows of the dump";
    private static final int MOST_FINDINGS = 20;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    CheckReport put(Connection connection, Subject subject) throws SQLException {
        RestoredPostgresql database = (RestoredPostgresql) subject.restored();
        Optional<DumpedRows> dumped = subject.inspection().contents().flatMap(TableOfContents::rows);
        List<StoredTable> tables = StoredTable.all(connection);
        List<LoadedTable> loaded = dumped.isEmpty() ? List.of() : LoadedTable.all(dumped.get(), tables, connection);
        RowReading reading =
                new RowReading(database, dumped.map(DumpedRows::encoding).orElse("UTF8"));
        StoredRows rows = StoredRows.read(loaded, tables, database, reading);
        List<CheckResult> results = new ArrayList<>();
        List<StoredTable> counted = tables.stream()
                .filter(t -> t.isOrdinary() && t.extension().isEmpty())
                .toList();
        results.add(TablesCameBack.of(
                counted.size(),
                rows.digest(counted).rows(),
                "the restored database has no table",
                "was it dumped with --schema-only, or from the wrong database?"));
        if (dumped.isEmpty()) {
            results.add(CheckResult.notApplicable(
                    NAME,
                    "",
                    EXPECTED,
                    database.isPhysical()
                            ? "a physical backup does not list its rows"
                            : "the rows of the dump could not be read"));
        } else {
            RowComparison comparison = new RowComparison(reading, rows, crossesVersions(subject, database));
            results.addAll(compared(loaded, dumped.get(), comparison, connection));
            if (dumped.get().largeObjects().isPresent()) {
                RowComparison.objects(dumped.get().largeObjects().get(), StoredObjects.digest(connection))
                        .ifPresent(results::add);
            }
        }
        Map<String, Long> counts = counts(counted, rows);
        return new CheckReport(results, Optional.empty(), List.of(csv(counts)), counts);
    }

    private static List<CheckResult> compared(
            List<LoadedTable> loaded, DumpedRows dumped, RowComparison comparison, Connection connection)
            throws SQLException {
        List<CheckResult> results = new ArrayList<>();
        List<CheckResult> bad = new ArrayList<>();
        int same = 0;
        RowDigest held = RowDigest.NONE;
        for (LoadedTable table : loaded) {
            Optional<CheckResult> told = comparison.compare(table, connection);
            if (told.isEmpty()) {
                same++;
                held = held.plus(table.expected());
            } else if (told.get().findings().isEmpty()) {
                results.add(told.get());
            } else {
                bad.add(told.get());
            }
        }
        for (String name : dumped.undigested()) {
            results.add(CheckResult.notApplicable(NAME, name, EXPECTED, "how its rows are dumped is not known here"));
        }
        if (same > 0) {
            String found = TableName.number(same) + " tables with " + TableName.number(held.rows()) + " rows hold "
                    + EXPECTED + ", digest " + held.text();
            results.add(0, CheckResult.passed(NAME, "", EXPECTED, found));
        }
        results.addAll(limited(bad));
        return results.isEmpty()
                ? List.of(CheckResult.notApplicable(NAME, "", EXPECTED, "the dump holds no rows"))
                : results;
    }

    /** One that says how many more there are takes the place of those beyond the first few. */
    private static List<CheckResult> limited(List<CheckResult> bad) {
        if (bad.size() <= MOST_FINDINGS) {
            return bad;
        }
        List<CheckResult> shown = new ArrayList<>(bad.subList(0, MOST_FINDINGS));
        FindingCode code = bad.get(MOST_FINDINGS).findings().get(0).code();
        shown.add(RowComparison.failed(
                code,
                "",
                bad.size() + " tables differ",
                "and " + (bad.size() - MOST_FINDINGS) + " more tables do not hold " + EXPECTED,
                "begin with the first"));
        return shown;
    }

    /** Whether numbers are written otherwise than where the dump was made: PostgreSQL 12 began to write them shortest. */
    private static boolean crossesVersions(Subject subject, RestoredPostgresql database) {
        Optional<Integer> from = subject.inspection().contents().flatMap(c -> RowReading.major(c.serverVersion()));
        Optional<Integer> to = RowReading.major(database.serverVersion());
        return from.isPresent() && to.isPresent() && from.get() < 12 && to.get() >= 12;
    }

    private static Map<String, Long> counts(List<StoredTable> tables, StoredRows rows) {
        Map<String, Long> counts = new LinkedHashMap<>();
        tables.forEach(table ->
                counts.put(table.name().toString(), rows.digest(List.of(table)).rows()));
        return counts;
    }

    /** How many rows each table has, for the report. */
    static Attachment csv(Map<String, Long> counts) {
        StringBuilder csv = new StringBuilder("table,rows\n");
        counts.forEach((table, rows) -> csv.append('"')
                .append(table.replace("\"", "\"\""))
                .append("\",")
                .append(rows)
                .append('\n'));
        return Attachment.csv("row counts", csv.toString());
    }
}
