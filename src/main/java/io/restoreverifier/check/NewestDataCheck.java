package io.restoreverifier.check;

import io.restoreverifier.model.CheckResult;
import io.restoreverifier.model.Durations;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Stage;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code newest-data: select max(created_at) from invoices}: how old the newest data is, held against the RPO. A
 * timestamp without a zone counts in the entry's zone, a date as its end of day.
 */
final class NewestDataCheck extends DatabaseCheck {
    static final Duration TOLERATED_FUTURE = Duration.ofMinutes(5);

    private final String sql;
    private final ZoneId zone;

    NewestDataCheck(String sql, ZoneId zone) {
        this.sql = sql;
        this.zone = zone;
    }

    @Override
    public String name() {
        return "newest-data";
    }

    @Override
    CheckReport put(Connection connection, Subject subject) throws SQLException {
        String expected = subject.rpo()
                .map(rpo -> "at most " + Durations.format(rpo) + " old")
                .orElse("a time");
        Optional<Instant> newest;
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            SingleValue.check(result);
            newest = instant(result, Dialect.of(subject.restored()), subject.now());
            SingleValue.checkNoMore(result);
        } catch (SingleValue.NotSingle e) {
            return CheckReport.of(
                    failed(FindingCode.QUERY_FAILED, expected, e.getMessage() + "", "select one maximum"));
        } catch (SQLException e) {
            throwIfNotAnswered(e, name());
            return CheckReport.of(queryFailed(name(), "", expected, e));
        }
        if (newest.isEmpty()) {
            return CheckReport.of(failed(
                    FindingCode.RPO_EXCEEDED,
                    expected,
                    "the query for the newest data answers NULL: there is no data",
                    "are the tables it asks empty in production too?"));
        }
        return held(subject, newest.get(), expected);
    }

    private CheckReport held(Subject subject, Instant newest, String expected) {
        Duration age = Duration.between(newest, subject.now());
        String found = newest + ", " + Durations.format(age) + " old";
        CheckResult result;
        if (age.compareTo(TOLERATED_FUTURE.negated()) < 0) {
            result = failed(
                    FindingCode.RPO_EXCEEDED,
                    expected,
                    "the newest data is of " + newest + ", which is in the future: its age cannot be told",
                    "leave rows with planned dates out of the query");
        } else if (subject.rpo().isPresent() && age.compareTo(subject.rpo().get()) > 0) {
            result = failed(
                    FindingCode.RPO_EXCEEDED,
                    expected,
                    "the newest data is " + Durations.format(age) + " old (of " + newest + "), expected " + expected,
                    "does the backup job still dump the live system?");
        } else {
            result = CheckResult.passed(name(), "", expected, found);
        }
        return new CheckReport(List.of(result), Optional.of(age), List.of());
    }

    private CheckResult failed(FindingCode code, String expected, String message, String hint) {
        return CheckResult.withFinding(
                name(), "", expected, message, Finding.error(code, Stage.CHECK, name(), message, hint));
    }

    /** The end of the day, or now when that day is today. */
    static Instant lastMomentOf(LocalDate day, Instant now, ZoneId zone) {
        Instant begin = day.atStartOfDay(zone).toInstant();
        Instant end = day.plusDays(1).atStartOfDay(zone).toInstant();
        return !begin.isAfter(now) && end.isAfter(now) ? now : end;
    }

    private Optional<Instant> instant(ResultSet result, Dialect dialect, Instant now) throws SQLException {
        String type = result.getMetaData().getColumnTypeName(1).toLowerCase(Locale.ROOT);
        @Nullable Object value = result.getObject(1);
        if (value == null) {
            return Optional.empty();
        }
        if (dialect == Dialect.SQLITE) {
            return Optional.of(SqliteTime.of(value, now, zone));
        }
        return Optional.of(
                switch (type) {
                    case "timestamptz" ->
                        result.getObject(1, OffsetDateTime.class).toInstant();
                    case "timestamp" -> {
                        // MariaDB's is a moment, and its sessions here are in UTC; PostgreSQL's knows no zone.
                        ZoneId wall = dialect == Dialect.MARIADB ? ZoneOffset.UTC : zone;
                        yield result.getObject(1, LocalDateTime.class)
                                .atZone(wall)
                                .toInstant();
                    }
                    case "datetime" ->
                        result.getObject(1, LocalDateTime.class).atZone(zone).toInstant();
                    case "date" -> lastMomentOf(result.getObject(1, LocalDate.class), now, zone);
                    default ->
                        throw new SingleValue.NotSingle(
                                "the query for the newest data answers a " + type + ", expected a time");
                });
    }
}
