package io.restoreverifier.check;

import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.CheckResult;
import io.restoreverifier.model.Expected;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Restored;
import io.restoreverifier.model.Severity;
import io.restoreverifier.model.Status;
import io.restoreverifier.model.Verdict;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** The checks of the catalog as tests in Java put them, one method for each; they are the same checks. */
public final class Question {
    private final Check check;
    private final Optional<Duration> rpo;

    private Question(Check check, Optional<Duration> rpo) {
        this.check = check;
        this.rpo = rpo;
    }

    private static Question of(Check check) {
        return new Question(check, Optional.empty());
    }

    /** A table, {@code public}'s without a schema, is there. */
    public static Question exists(String table) {
        return of(new TablesCheck(List.of(TableName.parse(table))));
    }

    /** A table has at least so many rows. */
    public static Question hasAtLeast(String table, long rows) {
        return of(new RowsCheck(
                List.of(new RowsCheck.Expectation(TableName.parse(table), Optional.of(rows), Optional.empty()))));
    }

    /** The newest value of a column of times is at most so old; a time without a zone counts as UTC. */
    public static Question hasNewest(String table, String column, Duration within) {
        String quoted = '"' + column.replace("\"", "\"\"") + '"';
        String sql = "select max(" + quoted + ") from " + TableName.parse(table).quoted();
        return new Question(new NewestDataCheck(sql, ZoneOffset.UTC), Optional.of(within));
    }

    /** A query answers one value, written as {@code expect:} is. */
    public static Question returns(String sql, String expected) {
        return of(QueryCheck.query(sql, sql, sound(expected)));
    }

    /** A query that tells one system from another answers this one. */
    public static Question isSystem(String sql, String expected) {
        return of(QueryCheck.identity(sql, sound(expected)));
    }

    /** It was dumped from a database of this name, as the dump says. */
    public static Question isDatabase(String name) {
        return of(new DatabaseNameCheck(name));
    }

    /** The newest canary is of this system, and at most so old. */
    public static Question hasCanaryOf(String system, Duration within) {
        return new Question(new CanaryCheck(Optional.of(system), Optional.empty()), Optional.of(within));
    }

    /** The newest of all times in it, found by itself, is at most so old; one without a zone counts as UTC. */
    public static Question hasDataWithin(Duration age) {
        return new Question(new FoundNewestDataCheck(ZoneOffset.UTC, Optional.empty()), Optional.of(age));
    }

    /** The schema is what a committed reference says. */
    public static Question schema(Path reference) {
        return of(new SchemaCheck(reference));
    }

    /** All that the dump's table of contents lists came back. */
    public static Question objects() {
        return of(new ObjectsCheck());
    }

    /** Every view gives its first row. */
    public static Question views() {
        return of(new ViewsCheck());
    }

    /** No trigger and no rule is disabled, and no policy guards nothing. */
    public static Question switchedOn() {
        return of(new SwitchedOffCheck(Severity.ERROR));
    }

    /** Encoding and order of texts are production's. */
    public static Question locale() {
        return of(new LocaleCheck());
    }

    /** pg_dump can dump it again, rows and all. */
    public static Question readable() {
        return of(new ReadableCheck(true));
    }

    /** No sequence is behind its column. */
    public static Question sequences() {
        return of(new SequencesCheck());
    }

    /** Every index is valid. */
    public static Question indexes() {
        return of(CatalogObjectsCheck.validIndexes());
    }

    /** Every constraint is validated. */
    public static Question constraints() {
        return of(CatalogObjectsCheck.validConstraints());
    }

    /** Tables and indexes hold, by amcheck. */
    public static Question amcheck() {
        return of(new AmcheckCheck(false));
    }

    /** Every row of the dump came back, and no other. */
    public static Question rowsOfTheDump() {
        return of(new RowExactCheck());
    }

    /** A file that is not empty matches each of these paths or globs. */
    public static Question contains(List<String> patterns) {
        return of(new ContainsCheck(patterns));
    }

    /** Every file that a manifest names is there, as it was. */
    public static Question manifest(String name) {
        return of(new ManifestCheck(name, false));
    }

    /** A shell command ends with status 0 in a container of this image. */
    public static Question succeeds(String image, String command) {
        return of(new CommandCheck(command, image, command));
    }

    /**
     * Puts it.
     *
     * @throws DoesNotHold when the answer speaks against the backup
     * @throws CannotTell when there is no answer, or none that is evidence
     * @throws IllegalArgumentException when this was not handed to a restore test
     */
    public void put(Restored restored) {
        if (!(restored instanceof Asked asked)) {
            throw new IllegalArgumentException("checks are put to what a @RestoreTest is given");
        }
        Subject given = asked.subject();
        List<CheckResult> results = results(rpo.map(given::within).orElse(given));
        List<Finding> errors = results.stream()
                .flatMap(result -> result.findings().stream())
                .filter(Finding::isError)
                .toList();
        if (Finding.verdictOf(errors) == Verdict.FAILED) {
            throw new DoesNotHold(errors);
        }
        errors.stream().findFirst().ifPresent(error -> {
            throw new CannotTell(error.code(), error.message(), error.hint());
        });
        if (results.stream().noneMatch(result -> result.status() == Status.PASSED)) {
            String reason = results.stream().map(CheckResult::found).findFirst().orElse("it gave no answer");
            throw new CannotTell(FindingCode.NOTHING_CHECKED, check.name() + ": " + reason, "");
        }
    }

    private List<CheckResult> results(Subject subject) {
        try {
            return check.put(subject).results();
        } catch (CannotTell e) {
            // Memory or disk that ran out explains what looks like a broken server.
            throw subject.restored().exhaustion().orElse(e);
        }
    }

    private static Expected sound(String expected) {
        Expected parsed = Expected.parse(expected);
        if (!parsed.isSound()) {
            throw new IllegalArgumentException("`" + expected + "` compares with no number");
        }
        return parsed;
    }
}
