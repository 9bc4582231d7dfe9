package io.restoreverifier.check;

import io.restoreverifier.model.CheckResult;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Stage;
import io.restoreverifier.model.TableOfContents;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** The large objects that a dump lists, by their numbers. There can be millions: a number takes four bytes here. */
record DumpedLargeObjects(String check) {
    private static final int ROWS_AT_ONCE = 10_000;

    static boolean isOne(TableOfContents.Entry entry) {
        return entry.type().equals("BLOB");
    }

    /** Empty when the dump lists none. */
    Optional<CheckResult> held(Connection connection, TableOfContents contents) throws SQLException {
        int[] listed = contents.entries().stream()
                .filter(DumpedLargeObjects::isOne)
                .filter(e -> e.name().matches("\\d{1,10}"))
                .mapToInt(e -> (int) Long.parseLong(e.name()))
                .sorted()
                .toArray();
        return listed.length == 0 ? Optional.empty() : Optional.of(held(connection, listed));
    }

    private CheckResult held(Connection connection, int[] listed) throws SQLException {
        BitSet there = there(connection, listed);
        String expected = TableName.number(listed.length) + " of the dump";
        String found = TableName.number(there.cardinality()) + " are there";
        if (there.cardinality() == listed.length) {
            return CheckResult.passed(check, "BLOB", expected, found);
        }
        List<String> missing = IntStream.range(0, listed.length)
                .filter(i -> !there.get(i))
                .mapToObj(i -> Integer.toUnsignedString(listed[i]))
                .toList();
        return CheckResult.withFinding(
                check,
                "BLOB",
                expected,
                found,
                Finding.error(
                        FindingCode.OBJECT_MISSING,
                        Stage.CHECK,
                        "BLOB",
                        "BLOB: the dump lists " + TableName.number(listed.length) + ", and of these large objects "
                                + TableName.number(missing.size()) + " did not come back: "
                                + ObjectsCheck.named(missing),
                        "look at the restore's output"));
    }

    /** Which of them the database has, in the order they are listed. */
    private static BitSet there(Connection connection, int[] listed) throws SQLException {
        BitSet there = new BitSet(listed.length);
        boolean before = connection.getAutoCommit();
        // Only within a transaction does the driver fetch rows little by little.
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.setFetchSize(ROWS_AT_ONCE);
            try (ResultSet row = statement.executeQuery("select oid from pg_catalog.pg_largeobject_metadata")) {
                while (row.next()) {
                    int at = Arrays.binarySearch(listed, (int) row.getLong(1));
                    if (at >= 0) {
                        there.set(at);
                    }
                }
            }
        } finally {
            connection.rollback();
            connection.setAutoCommit(before);
        }
        return there;
    }
}
