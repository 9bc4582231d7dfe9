package io.restoreverifier.check;

import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.CheckResult;
import io.restoreverifier.model.DumpedAgain;
import io.restoreverifier.model.DumpedRows;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.MariadbMessage;
import io.restoreverifier.model.Restored;
import io.restoreverifier.model.RestoredMariadb;
import io.restoreverifier.model.RowDigest;
import io.restoreverifier.model.Stage;
import io.restoreverifier.model.TableOfContents;
import io.restoreverifier.rows.MysqlScript;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * By default: something came back at all, and each table holds exactly the rows that the dump holds for it, told by dumping
 * them again with the same tool. What that tool cannot read, nobody could take along either.
 */
final class MariadbRowsCheck implements Check {
    private static final String EXPECTED = "the rows of the dump";
    private static final int MOST_FINDINGS = 20;

    /** The rows of the tables of one database, as they come out of it again. */
    private static final class Again implements MysqlScript.Listener {
        private final Map<String, RowDigest> tables = new HashMap<>();
        private final Set<String> undigested = new LinkedHashSet<>();

        @Override
        public void comment(String text) {}

        @Override
        public void statement(String head) {}

        @Override
        public void rows(String table, String columns, Optional<RowDigest> digest) {
            digest.ifPresentOrElse(d -> tables.merge(table, d, RowDigest::plus), () -> undigested.add(table));
        }
    }

    @Override
    public String name() {
        return RowExactCheck.NAME;
    }

    @Override
    public boolean besideOthers() {
        return true;
    }

    @Override
    public boolean concerns(Restored restored) {
        return !DatabaseCheck.isPhysical(restored);
    }

    @Override
    public CheckReport put(Subject subject) {
        RestoredMariadb restored = (RestoredMariadb) subject.restored();
        DumpedRows dumped =
                subject.inspection().contents().flatMap(TableOfContents::rows).orElseThrow();
        Map<String, Again> again = new LinkedHashMap<>();
        List<CheckResult> results = new ArrayList<>();
        for (String database : restored.databases()) {
            if (!Dialect.SYSTEM.contains(database)) {
                Again rows = new Again();
                again.put(database, rows);
                MysqlScript script = new MysqlScript(rows);
                DumpedAgain how = restored.dumpRows(database, dumped.encoding(), script::take, subject.limit());
                unreadable(database, how).ifPresent(results::add);
            }
        }
        boolean readable = results.isEmpty();
        Map<String, Long> counts = new LinkedHashMap<>();
        results.addAll(compared(dumped, again, restored.databaseName(), readable, counts));
        results.add(
                0,
                TablesCameBack.of(
                        counts.size(),
                        counts.values().stream().mapToLong(Long::longValue).sum(),
                        "the dump brought no table",
                        "was it dumped with --no-data, or from the wrong database?"));
        return new CheckReport(results, Optional.empty(), List.of(RowExactCheck.csv(counts)), counts);
    }

    private Optional<CheckResult> unreadable(String database, DumpedAgain how) {
        if (how.status() == 0) {
            return Optional.empty();
        }
        String said = how.errors().isEmpty() ? "it named no error" : String.join("; ", how.errors());
        if (how.errors().stream().anyMatch(MariadbMessage::saysServerIsLost)) {
            throw new CannotTell(
                    FindingCode.TOOL_FAILED,
                    how.tool() + " lost the server: " + said,
                    "does it have enough memory? raise `sandbox: {memory: ...}` in the entry");
        }
        return Optional.of(failed(
                database,
                "status " + how.status(),
                "database " + database + " cannot be dumped again: " + how.tool() + " ended with status " + how.status()
                        + ": " + said,
                "look for restore errors about this database"));
    }

    private List<CheckResult> compared(
            DumpedRows dumped, Map<String, Again> again, String first, boolean readable, Map<String, Long> counts) {
        List<CheckResult> good = new ArrayList<>();
        List<CheckResult> bad = new ArrayList<>();
        int same = 0;
        RowDigest held = RowDigest.NONE;
        for (DumpedRows.Table table : dumped.tables()) {
            Again there = again.get(table.schema());
            if (there == null) {
                continue;
            }
            String name = table.schema().equals(first) ? table.name() : table.schema() + "." + table.name();
            RowDigest found = there.tables.getOrDefault(table.name(), RowDigest.NONE);
            counts.put(name, found.rows());
            if (there.undigested.contains(table.name())) {
                good.add(
                        CheckResult.notApplicable(name(), name, EXPECTED, "how its rows are dumped is not known here"));
            } else if (found.equals(table.digest())) {
                same++;
                held = held.plus(found);
            } else if (readable) {
                bad.add(differs(name, table.digest(), found));
            }
        }
        dumped.undigested()
                .forEach(name -> good.add(CheckResult.notApplicable(
                        name(), name, EXPECTED, "how its rows are dumped is not known here")));
        if (same > 0) {
            good.add(
                    0,
                    CheckResult.passed(
                            name(),
                            "",
                            EXPECTED,
                            TableName.number(same) + " tables with " + TableName.number(held.rows()) + " rows hold "
                                    + EXPECTED + ", digest " + held.text()));
        }
        bad.stream().limit(MOST_FINDINGS).forEach(good::add);
        if (bad.size() > MOST_FINDINGS) {
            String message = "and " + (bad.size() - MOST_FINDINGS) + " more tables do not hold " + EXPECTED;
            good.add(failed("", bad.size() + " tables differ", message, "begin with the first"));
        }
        return good;
    }

    private CheckResult differs(String table, RowDigest expected, RowDigest found) {
        String there = TableName.number(found.rows()) + " rows, digest " + found.text();
        return failed(
                table,
                there,
                "table " + table + ": expected " + TableName.number(expected.rows()) + " rows, digest "
                        + expected.text() + ", found " + there,
                "look for restore errors about this table; a trigger or an event may have changed it");
    }

    private CheckResult failed(String subject, String found, String message, String hint) {
        return CheckResult.withFinding(
                name(),
                subject,
                EXPECTED,
                found,
                Finding.error(FindingCode.ROWS_DIFFER, Stage.CHECK, subject, message, hint));
    }
}
