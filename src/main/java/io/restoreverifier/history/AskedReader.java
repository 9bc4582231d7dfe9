package io.restoreverifier.history;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads when checks were put first, and held last. */
final class AskedReader {
    private AskedReader() {}

    static List<Asked> read(Connection connection, Set<String> checks, Instant asOf) throws SQLException {
        String sql =
                "select o.entry, c.name, c.subject, min(o.as_of), max(case when c.status = 'PASSED' then o.as_of end)"
                        + " from check_result c join outcome o on o.run = c.run and o.number = c.outcome"
                        + " where o.as_of <= ? and c.name in ("
                        + String.join(", ", Collections.nCopies(checks.size(), "?"))
                        + ") group by o.entry, c.name, c.subject";
        List<Asked> asked = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            int next = 1;
            select.setLong(next++, asOf.toEpochMilli());
            for (String check : checks) {
                select.setString(next++, check);
            }
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    asked.add(asked(row));
                }
            }
        }
        return asked;
    }

    private static Asked asked(ResultSet row) throws SQLException {
        Instant first = Instant.ofEpochMilli(row.getLong(4));
        long passed = row.getLong(5);
        return new Asked(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                first,
                row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(passed)));
    }
}
