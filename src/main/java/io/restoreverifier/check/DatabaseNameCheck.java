package io.restoreverifier.check;

import io.restoreverifier.model.CheckResult;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.RestoredDatabase;
import io.restoreverifier.model.Stage;

/** {@code identity: {database: clientarea}}: the dump is of the database of that name, as it says itself. */
final class DatabaseNameCheck implements Check {
    private final String expected;

    DatabaseNameCheck(String expected) {
        this.expected = expected;
    }

    @Override
    public String name() {
        return "identity";
    }

    @Override
    public CheckReport put(Subject subject) {
        if (!(subject.restored() instanceof RestoredDatabase database)) {
            return CheckReport.of(CheckResult.notApplicable(name(), "", "", "what was restored is no database"));
        }
        if (subject.inspection()
                .contents()
                .filter(c -> c.databaseName().isEmpty())
                .isPresent()) {
            return CheckReport.of(CheckResult.notApplicable(
                    name(),
                    "database",
                    expected,
                    "a plain dump without --create does not say which database it is of"));
        }
        String found = database.databaseName();
        if (found.equals(expected)) {
            return CheckReport.of(CheckResult.passed(name(), "database", expected, found));
        }
        return CheckReport.of(CheckResult.withFinding(
                name(),
                "database",
                expected,
                found,
                Finding.error(
                        FindingCode.WRONG_SYSTEM,
                        Stage.CHECK,
                        "database",
                        "identity: the dump is of database " + found + ", expected " + expected,
                        "the backup job dumps another database: look at the name it connects to")));
    }
}
