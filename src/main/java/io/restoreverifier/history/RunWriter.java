package io.restoreverifier.history;

import io.restoreverifier.model.Artifact;
import io.restoreverifier.model.CheckResult;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.Outcome;
import io.restoreverifier.model.RunResult;
import io.restoreverifier.model.StageResult;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes runs into the tables. The caller commits. */
final class RunWriter {
    private RunWriter() {}

    static void write(RunResult run, Connection connection) throws SQLException {
        try (Rows runs = new Rows(connection, "run", 7, " on conflict (id) do nothing")) {
            int written = runs.insert(
                    run.id(),
                    millis(run.started()),
                    millis(run.finished()),
                    millis(run.asOf()),
                    run.shard(),
                    run.sandbox(),
                    run.version());
            if (written == 0) {
                // Kept before, and whole, since it is one transaction.
                return;
            }
        }
        int number = 0;
        try (Rows outcomes = new Rows(connection, "outcome", 16, "");
                Rows stages = new Rows(connection, "stage", 6, "");
                Rows checks = new Rows(connection, "check_result", 6, "");
                Rows findings = new Rows(connection, "finding", 8, "");
                Rows counts = new Rows(connection, "row_count", 4, "")) {
            for (Outcome outcome : run.outcomes()) {
                write(outcome, run, number, outcomes);
                stages(outcome, run.id(), number, stages);
                checks(outcome, run.id(), number, checks);
                findings(outcome, run.id(), number, findings);
                for (Map.Entry<String, Long> count : outcome.counts().entrySet()) {
                    counts.add(run.id(), number, count.getKey(), count.getValue());
                }
                number++;
            }
            outcomes.send();
            stages.send();
            checks.send();
            findings.send();
            counts.send();
        }
    }

    private static void write(Outcome outcome, RunResult run, int number, Rows rows) throws SQLException {
        Optional<Artifact> artifact = outcome.artifact();
        rows.add(
                run.id(),
                number,
                outcome.entry(),
                outcome.kind(),
                outcome.verdict().name(),
                millis(run.asOf()),
                millis(outcome.started()),
                millis(outcome.finished()),
                artifact.map(Artifact::name).orElse(null),
                artifact.map(a -> millis(a.producedAt())).orElse(null),
                artifact.map(Artifact::bytes).orElse(null),
                outcome.sha256(),
                millis(outcome.rpo().measured()),
                millis(outcome.rpo().objective()),
                millis(outcome.rto().measured()),
                millis(outcome.rto().objective()));
    }

    private static void stages(Outcome outcome, String run, int number, Rows rows) throws SQLException {
        int next = 0;
        for (StageResult stage : outcome.stages()) {
            rows.add(
                    run,
                    number,
                    next++,
                    stage.stage().name(),
                    stage.status().name(),
                    stage.duration().toMillis());
        }
    }

    private static void checks(Outcome outcome, String run, int number, Rows rows) throws SQLException {
        int next = 0;
        for (CheckResult check : outcome.checks()) {
            rows.add(
                    run,
                    number,
                    next++,
                    check.check(),
                    check.subject(),
                    check.status().name());
        }
    }

    private static void findings(Outcome outcome, String run, int number, Rows rows) throws SQLException {
        int next = 0;
        for (Finding finding : outcome.findings()) {
            rows.add(
                    run,
                    number,
                    next++,
                    finding.code().name(),
                    finding.severity().name(),
                    finding.stage().name(),
                    finding.subject(),
                    finding.ignored().isPresent() ? 1 : 0);
        }
    }

    /** What is of before goes, with all that belongs to it. */
    static void forget(Instant before, Connection connection) throws SQLException {
        try (PreparedStatement old = connection.prepareStatement("delete from run where started < ?")) {
            old.setLong(1, millis(before));
            old.executeUpdate();
        }
    }

    private static long millis(Instant moment) {
        return moment.toEpochMilli();
    }

    private static @Nullable Long millis(Optional<Duration> span) {
        return span.map(Duration::toMillis).orElse(null);
    }

    /** Rows of one table, sent in batches. */
    private record Rows(PreparedStatement insert) implements AutoCloseable {
        Rows(Connection connection, String table, int columns, String conflict) throws SQLException {
            this(connection.prepareStatement(
                    "insert into " + table + " values (?" + ", ?".repeat(columns - 1) + ")" + conflict));
        }

        int insert(Object... values) throws SQLException {
            set(values);
            return insert.executeUpdate();
        }

        void add(@Nullable Object... values) throws SQLException {
            set(values);
            insert.addBatch();
        }

        private void set(@Nullable Object... values) throws SQLException {
            for (int i = 0; i < values.length; i++) {
                // PostgreSQL cannot hold this character, and no name needs it.
                Object value = values[i] instanceof String text ? text.replace("\0", "") : values[i];
                insert.setObject(i + 1, value);
            }
        }

        void send() throws SQLException {
            insert.executeBatch();
        }

        @Override
        public void close() throws SQLException {
            insert.close();
        }
    }
}
