package io.restoreverifier.check;

import io.restoreverifier.model.CheckResult;
import io.restoreverifier.model.Durations;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.RestoredDatabase;
import io.restoreverifier.model.Stage;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * By default, when the entry names no query: how old the newest value of any time column is, held against the RPO. A
 * timestamp says when something was written, a date mostly what it is about: dates count only where there are no
 * timestamps.
 */
final class FoundNewestDataCheck extends DatabaseCheck {
    private static final String NAME = "newest-data";

    private final ZoneId zone;
    private final Optional<String> quiet;

    /** @param quiet why this database is seldom written to, so that its age is only reported; empty to hold it */
    FoundNewestDataCheck(ZoneId zone, Optional<String> quiet) {
        this.zone = zone;
        this.quiet = quiet;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    CheckReport put(Connection connection, Subject subject) throws SQLException {
        List<TimeColumns> tables = TimeColumns.of(connection, TimeSql.of(Dialect.of(subject.restored()))).stream()
                .sorted(Comparator.comparing((TimeColumns t) -> !t.isCheap()).thenComparing(TimeColumns::bytes))
                .toList();
        if (tables.isEmpty()) {
            return CheckReport.of(CheckResult.notApplicable(NAME, "", "", "no table has a column for a time"));
        }
        // Whoever says that it is quiet does not wait for the answer.
        Optional<Duration> rpo = quiet.isPresent() ? Optional.empty() : subject.rpo();
        NewestSearch search = new NewestSearch(subject, rpo, zone);
        List<TimeColumns.Answer> answers = SideBySide.over(tables, (RestoredDatabase) subject.restored(), search::ask);
        Optional<TimeColumns.Newest> newest = newest(answers);
        String remark = remark(tables.size() - answers.size(), answers);
        if (newest.isEmpty()) {
            return CheckReport.of(CheckResult.notApplicable(
                    NAME, "", "", "no column for a time holds a value that is not in the future" + remark));
        }
        Duration age = Duration.between(newest.get().at(), subject.now());
        return new CheckReport(List.of(held(rpo, newest.get(), age, remark)), Optional.of(age), List.of());
    }

    private CheckResult held(Optional<Duration> rpo, TimeColumns.Newest newest, Duration age, String remark) {
        String found = newest.at() + ", " + Durations.format(age) + " old, in " + newest + remark;
        if (rpo.isEmpty()) {
            String why =
                    quiet.map(reason -> "not held against the RPO: " + reason).orElse("no objective is stated");
            return CheckResult.notApplicable(NAME, "", "", why + "; the newest is of " + found);
        }
        String expected = "at most " + Durations.format(rpo.get()) + " old";
        if (age.compareTo(rpo.get()) <= 0) {
            return CheckResult.passed(NAME, "", expected, found);
        }
        return CheckResult.withFinding(
                NAME,
                "",
                expected,
                found,
                Finding.error(
                        FindingCode.RPO_EXCEEDED,
                        Stage.CHECK,
                        newest.toString(),
                        "the newest data in any column for a time is " + Durations.format(age) + " old (of "
                                + newest.at() + ", in " + newest + "), expected " + expected,
                        "does the backup job still dump the live system? if nothing is written there for so long, say"
                                + " `newest-data: {quiet: WHY}`"));
    }

    private static Optional<TimeColumns.Newest> newest(List<TimeColumns.Answer> answers) {
        List<TimeColumns.Newest> all =
                answers.stream().flatMap(answer -> answer.newest().stream()).toList();
        boolean timestamps = all.stream().anyMatch(n -> !n.column().isDate());
        return all.stream()
                .filter(n -> !(timestamps && n.column().isDate()))
                .max(Comparator.comparing(TimeColumns.Newest::at));
    }

    private static String remark(int skipped, List<TimeColumns.Answer> answers) {
        int plans = answers.stream().mapToInt(TimeColumns.Answer::plans).sum();
        return (plans == 0 ? "" : "; columns with planned times left out: " + plans)
                + (skipped == 0 ? "" : "; large tables not read, to save time: " + skipped);
    }
}
