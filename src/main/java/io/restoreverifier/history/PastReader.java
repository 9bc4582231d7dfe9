package io.restoreverifier.history;

import io.restoreverifier.model.PastOutcome;
import io.restoreverifier.model.Verdict;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads outcomes back from the tables, in one pass over them and one over their counts. */
final class PastReader {
    private static final String COLUMNS =
            "o.run, o.number, o.entry, o.as_of, o.verdict, o.artifact, o.produced_at, o.bytes,"
                    + " o.sha256, o.rpo, o.rto";

    private static final String LAST_PASSED_BEFORE =
            "o.verdict = 'PASSED' and (o.entry, o.as_of) in (select entry, max(as_of) from outcome"
                    + " where verdict = 'PASSED' and as_of < ? group by entry)";

    private final Connection connection;
    /** The same few names again and again. */
    private final Map<String, String> names = new HashMap<>();

    PastReader(Connection connection) {
        this.connection = connection;
    }

    Map<String, List<PastOutcome>> past(Instant asOf, Duration back) throws SQLException {
        long from = asOf.minus(back).toEpochMilli();
        Map<String, List<PastOutcome>> past = new LinkedHashMap<>();
        for (PastOutcome outcome : read("o.as_of between ? and ?", from, asOf.toEpochMilli())) {
            past.computeIfAbsent(outcome.entry(), entry -> new ArrayList<>()).add(outcome);
        }
        for (PastOutcome passed : read(LAST_PASSED_BEFORE, from)) {
            List<PastOutcome> since = past.computeIfAbsent(passed.entry(), entry -> new ArrayList<>());
            if (since.stream().noneMatch(one -> one.verdict() == Verdict.PASSED)) {
                since.add(0, passed);
            }
        }
        return past;
    }

    List<PastOutcome> of(String entry) throws SQLException {
        return read("o.entry = ?", entry);
    }

    List<PastOutcome> last() throws SQLException {
        Map<String, PastOutcome> last = new LinkedHashMap<>();
        for (PastOutcome outcome : read("o.as_of = (select max(l.as_of) from outcome l where l.entry = o.entry)")) {
            last.put(outcome.entry(), outcome);
        }
        return last.values().stream()
                .sorted(Comparator.comparing(PastOutcome::entry))
                .toList();
    }

    private List<PastOutcome> read(String which, Object... values) throws SQLException {
        Map<Key, Map<String, Long>> counts = counts(which, values);
        List<PastOutcome> outcomes = new ArrayList<>();
        try (PreparedStatement select = prepared(
                        "select " + COLUMNS + " from outcome o where " + which
                                + " order by o.as_of, o.started, o.number",
                        values);
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                Map<String, Long> rows = counts.remove(new Key(name(row.getString(1)), row.getInt(2)));
                outcomes.add(outcome(row, rows == null ? Map.of() : rows));
            }
        }
        return outcomes;
    }

    private record Key(String run, int number) {}

    private Map<Key, Map<String, Long>> counts(String which, Object... values) throws SQLException {
        Map<Key, Map<String, Long>> counts = new HashMap<>();
        try (PreparedStatement select = prepared(
                        "select o.run, o.number, c.relation, c.counted from outcome o"
                                + " join row_count c on c.run = o.run and c.outcome = o.number where " + which,
                        values);
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                counts.computeIfAbsent(new Key(name(row.getString(1)), row.getInt(2)), key -> new HashMap<>(8))
                        .put(name(row.getString(3)), row.getLong(4));
            }
        }
        return counts;
    }

    private PreparedStatement prepared(String sql, Object... values) throws SQLException {
        PreparedStatement select = connection.prepareStatement(sql);
        select.setFetchSize(1000);
        for (int i = 0; i < values.length; i++) {
            select.setObject(i + 1, values[i]);
        }
        return select;
    }

    private PastOutcome outcome(ResultSet row, Map<String, Long> rows) throws SQLException {
        return new PastOutcome(
                name(row.getString(3)),
                name(row.getString(1)),
                Instant.ofEpochMilli(row.getLong(4)),
                Verdict.valueOf(row.getString(5)),
                Optional.ofNullable(row.getString(6)),
                number(row, 7).stream().mapToObj(Instant::ofEpochMilli).findFirst(),
                number(row, 8),
                row.getString(9),
                number(row, 10).stream().mapToObj(Duration::ofMillis).findFirst(),
                number(row, 11).stream().mapToObj(Duration::ofMillis).findFirst(),
                rows);
    }

    private static OptionalLong number(ResultSet row, int column) throws SQLException {
        long number = row.getLong(column);
        return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(number);
    }

    private String name(String text) {
        return names.computeIfAbsent(text, same -> same);
    }
}
