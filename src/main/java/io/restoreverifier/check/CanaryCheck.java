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
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * {@code canary: fremont-1}: the newest row that {@code docs/canary.sql} has written is of that system, and within the
 * RPO, and later than in the last run that passed. By default, a canary that is there is held against the RPO and the last
 * run, whatever system it is of.
 */
final class CanaryCheck extends DatabaseCheck {
    static final String NAME = "canary";

    private final Optional<String> system;
    private final Optional<String> identifier;

    /**
     * @param system empty when any will do, and none at all
     * @param identifier PostgreSQL's own of the system; empty when it is not asked about
     */
    CanaryCheck(Optional<String> system, Optional<String> identifier) {
        this.system = system;
        this.identifier = identifier;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    CheckReport put(Connection connection, Subject subject) throws SQLException {
        List<TableName> tables = tables(connection);
        List<Canary> canaries = new ArrayList<>();
        for (TableName table : tables) {
            newest(connection, table).ifPresent(canaries::add);
        }
        Optional<Canary> newest = canaries.stream().max(Comparator.comparing(Canary::at));
        if (newest.isEmpty()) {
            String what =
                    tables.isEmpty() ? "there is no table restore_verifier_canary" : "the canary's table is empty";
            return CheckReport.of(
                    system.map(s -> missing(s, what)).orElseGet(() -> CheckResult.notApplicable(NAME, "", "", what)));
        }
        Duration age = Duration.between(newest.get().at(), subject.now());
        List<CheckResult> results = new ArrayList<>();
        system.ifPresent(s -> results.add(matches("system", s, newest.get().system(), "canary: " + newest.get())));
        identifier.ifPresent(i -> results.add(matches(
                "system identifier",
                i,
                newest.get().identifier() == null ? "none" : shown(newest.get().identifier()),
                "canary: " + newest.get())));
        results.add(held(newest.get(), age, subject.rpo()));
        subject.lastPassed()
                .get()
                .flatMap(passed -> CanaryAdvance.held(newest.get(), subject.artifact(), passed))
                .ifPresent(results::add);
        return new CheckReport(
                results,
                age.isNegative() ? Optional.empty() : Optional.of(age),
                List.of(),
                CanaryAdvance.counts(newest.get()));
    }

    private static CheckResult missing(String system, String what) {
        return CheckResult.withFinding(
                NAME,
                "",
                "of system " + system,
                what,
                Finding.error(
                        FindingCode.WRONG_SYSTEM,
                        Stage.CHECK,
                        NAME,
                        "the restored database has no canary, expected one of system " + system + ": " + what,
                        "does the backup job dump another system? in its job, before pg_dump: psql -X -q -f canary.sql"
                                + " -v system=" + system + " DATABASE"));
    }

    private static CheckResult matches(String what, String expected, String found, String told) {
        if (expected.equals(found)) {
            return CheckResult.passed(NAME, what, expected, found);
        }
        return CheckResult.withFinding(
                NAME,
                what,
                expected,
                found,
                Finding.error(
                        FindingCode.WRONG_SYSTEM,
                        Stage.CHECK,
                        NAME,
                        "the newest canary is of " + what + " " + found + ", expected " + expected + " (" + told + ")",
                        "the backup job dumps another system: look at the host and database it connects to"));
    }

    private static CheckResult held(Canary canary, Duration age, Optional<Duration> rpo) {
        String found = canary.at() + ", " + Durations.format(age) + " old, of " + canary;
        String expected = rpo.map(limit -> "at most " + Durations.format(limit) + " old")
                .orElse("a time that is not in the future");
        if (age.compareTo(NewestDataCheck.TOLERATED_FUTURE.negated()) < 0) {
            return late(
                    expected,
                    found,
                    "the canary is of " + canary.at() + ", which is in the future: its age cannot be told",
                    "is the clock of the system right?");
        }
        if (rpo.isPresent() && age.compareTo(rpo.get()) > 0) {
            return late(
                    expected,
                    found,
                    "the canary is " + Durations.format(age) + " old (of " + canary.at() + ", " + canary
                            + "), expected " + expected,
                    "is this the live system? does its job write the canary before each backup?");
        }
        return CheckResult.passed(NAME, "", expected, found);
    }

    private static CheckResult late(String expected, String found, String message, String hint) {
        return CheckResult.withFinding(
                NAME, "", expected, found, Finding.error(FindingCode.RPO_EXCEEDED, Stage.CHECK, NAME, message, hint));
    }

    private static List<TableName> tables(Connection connection) throws SQLException {
        List<TableName> tables = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("""
                    select n.nspname, c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
                    where c.relname = 'restore_verifier_canary' and c.relkind = 'r' order by 1\
                    """)) {
            while (row.next()) {
                tables.add(new TableName(row.getString(1), row.getString(2)));
            }
        }
        return tables;
    }

    private static Optional<Canary> newest(Connection connection, TableName table) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "select system, database, host, system_identifier, written_at, nonce::text from "
                                + table.quoted() + " where isfinite(written_at) order by written_at desc limit 1")) {
            return row.next()
                    ? Optional.of(new Canary(
                            shown(row.getString(1)),
                            shown(row.getString(2)),
                            shown(row.getString(3)),
                            row.getString(4),
                            row.getObject(5, OffsetDateTime.class).toInstant(),
                            nonce(row.getString(6))))
                    : Optional.empty();
        }
    }

    private static Optional<UUID> nonce(@Nullable String text) {
        return text != null && text.matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
                ? Optional.of(UUID.fromString(text))
                : Optional.empty();
    }

    /** The table is ours, and what it says is meant for the report; whoever fills it otherwise gets nothing out. */
    private static String shown(String text) {
        return text.matches("[\\w.:-]{1,100}") ? text : "with a name of " + text.length() + " characters";
    }
}
