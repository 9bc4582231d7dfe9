package io.restoreverifier.check;

import io.restoreverifier.model.CheckResult;
import io.restoreverifier.model.DumpedAgain;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.RestoredPostgresql;
import io.restoreverifier.model.Stage;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/**
 * By default: pg_dump can dump what came back, to nowhere: every definition is read, and every large object where that is
 * quick. Rows are read by other checks; {@code readable: whole} lets pg_dump read them too.
 */
final class ReadableCheck extends DatabaseCheck {
    /** About two seconds of reading. */
    private static final long QUICK_BYTES = 256L << 20;

    private final boolean whole;

    ReadableCheck(boolean whole) {
        this.whole = whole;
    }

    @Override
    public String name() {
        return "readable";
    }

    @Override
    CheckReport put(Connection connection, Subject subject) throws SQLException {
        RestoredPostgresql database = (RestoredPostgresql) subject.restored();
        long largeObjects = largeObjectBytes(connection);
        DumpedAgain.Part part = whole
                ? DumpedAgain.Part.EVERYTHING
                : largeObjects <= QUICK_BYTES
                        ? DumpedAgain.Part.DEFINITIONS_AND_LARGE_OBJECTS
                        : DumpedAgain.Part.DEFINITIONS;
        Optional<DumpedAgain> dumped = database.dumpAgain(part, database.statementLimit());
        return CheckReport.of(dumped.map(d -> result(d, part, largeObjects))
                .orElseGet(() -> CheckResult.notApplicable(
                        name(),
                        "",
                        "pg_dump can dump what came back",
                        "the sandbox has no pg_dump of the server's major, "
                                + database.serverVersion().split(" ", 2)[0])));
    }

    private static long largeObjectBytes(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "select pg_catalog.pg_total_relation_size('pg_catalog.pg_largeobject'::regclass)")) {
            row.next();
            return row.getLong(1);
        }
    }

    private CheckResult result(DumpedAgain dumped, DumpedAgain.Part part, long largeObjects) {
        String expected = dumped.tool() + " can dump " + what(part);
        if (dumped.status() == 0) {
            String left = part == DumpedAgain.Part.DEFINITIONS
                    ? "it can; large objects of " + TableName.number(largeObjects >> 20) + " MiB were not read by it"
                    : "it can";
            return CheckResult.passed(name(), "", expected, left);
        }
        String said = dumped.errors().isEmpty()
                ? "it ended with status " + dumped.status()
                : String.join("; ", dumped.errors());
        return CheckResult.withFinding(
                name(),
                "",
                expected,
                "it cannot",
                Finding.error(
                        FindingCode.NOT_DUMPABLE,
                        Stage.CHECK,
                        "",
                        dumped.tool() + " cannot dump what came back: " + said,
                        "run the same pg_dump in production: there its catalogs are damaged, too, or they are by the restore"));
    }

    private static String what(DumpedAgain.Part part) {
        return switch (part) {
            case DEFINITIONS -> "every definition";
            case DEFINITIONS_AND_LARGE_OBJECTS -> "every definition and large object";
            case EVERYTHING -> "every definition, row and large object";
        };
    }
}
