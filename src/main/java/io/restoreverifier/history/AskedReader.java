package io.restoreverifier.history;

import io.restoreverifier.model.Status;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads when checks were put first, when they held last, and what they were answered last. */
final class AskedReader {
    private AskedReader() {}

    static List<Asked> read(Connection connection, Set<String> checks, Instant asOf) throws SQLException {
        String sql = "select entry, name, subject, min(as_of), max(case when status = 'PASSED' then as_of end),"
                + " max(case when place = 1 then status end),"
                + " max(case when place = 1 and status = 'PASSED' then rto end) from (" + newestFirst(checks)
                + ") asked"
                + " group by entry, name, subject";
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

    /** Where no run could tell, the others decide; of two runs as of one moment, the one that began later. */
    private static String newestFirst(Set<String> checks) {
        return "select o.entry, c.name, c.subject, c.status, o.as_of, o.rto, row_number() over ("
                + "partition by o.entry, c.name, c.subject order by case when c.status in ('PASSED', 'FAILED') then 0 else 1 end,"
                + " o.as_of desc, o.started desc) place"
                + " from check_result c join outcome o on o.run = c.run and o.number = c.outcome"
                + " where o.as_of <= ? and c.name in (" + String.join(", ", Collections.nCopies(checks.size(), "?"))
                + ")";
    }

    private static Asked asked(ResultSet row) throws SQLException {
        Instant first = Instant.ofEpochMilli(row.getLong(4));
        long passed = row.getLong(5);
        boolean never = row.wasNull();
        Status last = Status.valueOf(row.getString(6));
        long rto = row.getLong(7);
        Optional<Duration> took = row.wasNull() ? Optional.empty() : Optional.of(Duration.ofMillis(rto));
        return new Asked(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                first,
                never ? Optional.empty() : Optional.of(Instant.ofEpochMilli(passed)),
                last == Status.PASSED || last == Status.FAILED ? Optional.of(last) : Optional.empty(),
                took);
    }
}
