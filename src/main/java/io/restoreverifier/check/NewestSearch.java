package io.restoreverifier.check;

import io.restoreverifier.model.RestoredDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;

/**
 * Asks table after table for its newest data, and ends early where the answer would no longer change the verdict. Used by
 * several threads.
 */
final class NewestSearch {
    /** What is spent on an answer that is only reported: a fifth of the recovery, and at least this. */
    private static final Duration LEAST = Duration.ofSeconds(5);

    /** Cancelled, here by the time limit of a statement: as PostgreSQL and MariaDB say it. */
    private static final Set<String> CANCELLED = Set.of("57014", "70100");

    private final Instant now;
    private final Optional<Duration> rpo;
    private final ZoneId zone;
    private final long begun = System.nanoTime();
    private final Duration budget;
    private final Dialect dialect;
    private final Duration usual;
    private final boolean limited;
    private volatile boolean held;

    /** @param rpo empty when the age is only reported */
    NewestSearch(Subject subject, Optional<Duration> rpo, ZoneId zone) {
        this.now = subject.now();
        this.rpo = rpo;
        this.zone = zone;
        this.held = rpo.isEmpty();
        this.dialect = Dialect.of(subject.restored());
        RestoredDatabase database = (RestoredDatabase) subject.restored();
        this.usual = database.statementLimit();
        this.limited = dialect == Dialect.POSTGRESQL || database.serverVersion().contains("MariaDB");
        Duration fifth = subject.rto().measured().orElse(Duration.ZERO).dividedBy(5);
        this.budget = fifth.compareTo(LEAST) > 0 ? fifth : LEAST;
    }

    /** Empty when the table was not read, since time was short and the RPO is held already or not asked about. */
    Optional<TimeColumns.Answer> ask(TimeColumns table, Connection connection) throws SQLException {
        if (!held) {
            return Optional.of(answer(table, connection));
        }
        long left =
                budget.toMillis() - Duration.ofNanos(System.nanoTime() - begun).toMillis();
        if (left <= 0) {
            return Optional.empty();
        }
        try {
            limit(connection, Optional.of(left));
            return Optional.of(answer(table, connection));
        } catch (SQLException e) {
            if (e.getSQLState() != null && CANCELLED.contains(e.getSQLState())) {
                return Optional.empty();
            }
            throw e;
        } finally {
            limit(connection, Optional.empty());
        }
    }

    private TimeColumns.Answer answer(TimeColumns table, Connection connection) throws SQLException {
        TimeColumns.Answer answer = table.ask(connection, now, zone);
        if (rpo.isPresent() && answer.newest().stream().anyMatch(this::isProof)) {
            held = true;
        }
        return answer;
    }

    /** A date is not: it does not count beside timestamps, and some may be still to come. */
    private boolean isProof(TimeColumns.Newest newest) {
        return !newest.column().isDate() && Duration.between(newest.at(), now).compareTo(rpo.orElseThrow()) <= 0;
    }

    /** Of each statement from now on, in milliseconds; empty for what it was. MySQL has another way, and none is set there. */
    private void limit(Connection connection, Optional<Long> millis) throws SQLException {
        String set = dialect == Dialect.POSTGRESQL
                ? "set statement_timeout = " + millis.map(m -> "'" + m + "ms'").orElse("default")
                : "set max_statement_time = " + (millis.isPresent() ? millis.get() / 1000.0 : usual.toSeconds());
        if (limited) {
            try (Statement statement = connection.createStatement()) {
                statement.execute(set);
            }
        }
    }
}
