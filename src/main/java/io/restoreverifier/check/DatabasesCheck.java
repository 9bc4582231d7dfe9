package io.restoreverifier.check;

import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.CheckResult;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Restored;
import io.restoreverifier.model.RestoredPostgresql;
import io.restoreverifier.model.Settings;
import io.restoreverifier.model.Stage;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where several databases of PostgreSQL came back: {@code databases: {shop: {tables: [...]}}}, the checks of one of them; and by
 * default all default checks of each that the others are not put to. What they answer has the database's name before it.
 */
final class DatabasesCheck implements Check {
    private final Optional<String> database;
    private final List<Check> checks;

    private DatabasesCheck(Optional<String> database, List<Check> checks) {
        this.database = database;
        this.checks = List.copyOf(checks);
    }

    /** @param defaults of the kind */
    static Check ofOthers(List<Check> defaults) {
        return new DatabasesCheck(Optional.empty(), defaults);
    }

    static List<Check> read(Settings checks, String key, ZoneId zone) {
        List<Check> named = new ArrayList<>();
        checks.namedSections(key).forEach((name, section) -> {
            List<Check> declared = Checks.declared("postgresql", section, zone);
            if (declared.isEmpty()) {
                section.problem("declares no check", "write `databases: {" + name + ": {tables: [...]}}`");
            }
            named.add(new DatabasesCheck(Optional.of(name), declared));
        });
        return named;
    }

    @Override
    public String name() {
        return database.isPresent() ? "databases" : "other-databases";
    }

    @Override
    public boolean concerns(Restored restored) {
        return database.isPresent()
                || restored instanceof RestoredPostgresql postgresql
                        && !postgresql.others().isEmpty();
    }

    @Override
    public CheckReport put(Subject subject) {
        RestoredPostgresql first = (RestoredPostgresql) subject.restored();
        List<RestoredPostgresql> all = new ArrayList<>(first.others());
        if (database.isPresent()) {
            all.add(first);
            all.removeIf(d -> !d.databaseName().equals(database.get()));
            if (all.isEmpty()) {
                return CheckReport.of(missing(database.get()));
            }
        }
        List<CheckResult> results = new ArrayList<>();
        all.forEach(each -> results.addAll(put(each, subject)));
        return CheckReport.of(results);
    }

    private List<CheckResult> put(RestoredPostgresql each, Subject subject) {
        Subject asked = subject.of(each);
        List<CheckResult> results = new ArrayList<>();
        for (Check check : checks) {
            if (check.concerns(each)) {
                answers(check, asked).stream()
                        .filter(r -> database.isPresent() || !r.check().equals("restored-something"))
                        .map(r -> named(each.databaseName(), r))
                        .forEach(results::add);
            }
        }
        return results;
    }

    private static List<CheckResult> answers(Check check, Subject subject) {
        try {
            return check.put(subject).results();
        } catch (CannotTell e) {
            Finding finding = e.toFinding(Stage.CHECK);
            return List.of(CheckResult.withFinding(check.name(), "", "an answer", finding.message(), finding));
        }
    }

    private static CheckResult named(String database, CheckResult result) {
        String subject = result.subject().isEmpty() ? database : database + ": " + result.subject();
        List<Finding> findings = result.findings().stream()
                .map(f -> new Finding(
                        f.code(),
                        f.severity(),
                        f.stage(),
                        f.subject().isEmpty() ? database : database + ": " + f.subject(),
                        "database " + database + ": " + f.message(),
                        f.hint(),
                        f.ignored()))
                .toList();
        return new CheckResult(
                result.check(),
                subject,
                result.status(),
                result.expected(),
                result.found(),
                findings,
                result.duration(),
                result.ignored());
    }

    private CheckResult missing(String name) {
        return CheckResult.withFinding(
                name(),
                name,
                "came back",
                "missing",
                Finding.error(
                        FindingCode.WRONG_SYSTEM,
                        Stage.CHECK,
                        name,
                        "no database " + name + " with a table came back",
                        "does the backup job dump another server? or correct `databases:`"));
    }
}
