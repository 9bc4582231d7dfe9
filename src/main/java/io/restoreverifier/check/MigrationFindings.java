package io.restoreverifier.check;

import io.restoreverifier.model.CheckResult;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.ServerMessage;
import io.restoreverifier.model.Stage;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.output.ValidateResult;
import org.jspecify.annotations.Nullable;

/** What there is to say of a database's schema history and the migrations of a code base. */
final class MigrationFindings {
    private static final String EXPECTED = "database and code belong together";
    private static final int NAMED = 5;

    private final FlywaySettings settings;
    private final String artifact;

    /** @param artifact the name of the code base's */
    MigrationFindings(FlywaySettings settings, String artifact) {
        this.settings = settings;
        this.artifact = artifact;
    }

    /** One result for each way in which they do not agree, else how many do; and what nobody can tell. */
    List<CheckResult> of(List<MigrationInfo> all, ValidateResult verdict) {
        List<CheckResult> results = new ArrayList<>();
        for (MigrationFault fault : MigrationFault.values()) {
            List<MigrationInfo> faulty = all.stream().filter(fault::isThatOf).toList();
            if (!faulty.isEmpty() && !(fault == MigrationFault.PENDING && settings.pending())) {
                results.add(mismatch(fault.words() + ": " + listed(faulty), fault.hint()));
            }
        }
        if (results.isEmpty() && !verdict.validationSuccessful) {
            results.add(mismatch(
                    "Flyway does not find them valid: " + verdict.errorDetails.errorCode,
                    "run `flyway validate` with this code against production"));
        }
        List<MigrationInfo> inJava =
                all.stream().filter(MigrationFault::isInJava).toList();
        if (results.isEmpty()) {
            results.addAll(agreed(all, inJava));
        }
        if (!inJava.isEmpty()) {
            results.add(CheckResult.notApplicable(
                    FlywayCheck.NAME,
                    settings.code() + ": migrations in Java",
                    EXPECTED,
                    listed(inJava) + " were applied; nothing of a code base is run here, so they cannot be validated"));
        }
        return results;
    }

    /** A history of which nothing is known to the code is no evidence that they belong together. */
    private List<CheckResult> agreed(List<MigrationInfo> all, List<MigrationInfo> inJava) {
        List<MigrationInfo> both = all.stream()
                .filter(m -> m.getState().isApplied()
                        && (m.getState().isResolved() || m.getType().isBaseline()))
                .toList();
        if (both.isEmpty()) {
            return inJava.isEmpty()
                    ? List.of(mismatch(
                            "the schema history has none of the code's migrations",
                            "was it left out of the dump, or is the code of another system?"))
                    : List.of();
        }
        List<MigrationInfo> pending =
                all.stream().filter(MigrationFault.PENDING::isThatOf).toList();
        String newest = both.stream()
                .map(MigrationInfo::getVersion)
                .filter(version -> version != null)
                .max(Comparator.<MigrationVersion>naturalOrder())
                .map(version -> ", the newest is V" + version)
                .orElse("");
        return List.of(passed(both.size() + " migrations agree" + newest
                + (pending.isEmpty() ? "" : ", pending: " + listed(pending))
                + "; code: " + artifact));
    }

    /** @param missing locations that did not come back; none when they did, and hold nothing */
    CheckResult noScripts(List<String> missing) {
        return missing.isEmpty()
                ? mismatch(
                        "there is no migration in " + String.join(", ", settings.locations()),
                        "say where they are with `locations:`")
                : mismatch(
                        "the code has no folder " + String.join(", ", missing),
                        "say where the migrations are with `locations:`; is the code whole, and that of this system?");
    }

    /** @param schemas that have a schema history: none, or too many */
    CheckResult notOneHistory(List<String> schemas) {
        String table = settings.schema().map(s -> s + ".").orElse("") + settings.table();
        return schemas.isEmpty()
                ? mismatch(
                        "the database has no schema history " + table,
                        "was it left out of the dump? if it has another name, say `table:`, and `schema:` for its schema")
                : mismatch(
                        "more than one schema has a schema history " + table + ": " + String.join(", ", schemas),
                        "say which one with `schema:`");
    }

    /** Flyway cannot make sense of the files: two of one version, a placeholder without a value. */
    CheckResult refused(FlywayException e, Path root) {
        String said =
                String.valueOf(e.getMessage()).lines().findFirst().orElse("").replace(root + "/", "");
        return mismatch(
                "Flyway cannot use the code's migrations: " + said,
                "run `flyway validate` with this code; values of placeholders are said with `placeholders:`");
    }

    CheckResult migrated(int executed) {
        return CheckResult.passed(
                FlywayCheck.NAME,
                settings.code() + ": migrate",
                "a copy can be brought up to date",
                executed + " migrations applied to a copy; code: " + artifact);
    }

    CheckResult notMigrated(@Nullable SQLException error) {
        return mismatch(
                "a copy of the database cannot be brought up to date"
                        + (error == null ? "" : ": " + ServerMessage.of(error)),
                "run the migration on a restored copy by hand; it would fail in production as well");
    }

    private CheckResult passed(String found) {
        return CheckResult.passed(FlywayCheck.NAME, settings.code(), EXPECTED, found);
    }

    private CheckResult mismatch(String message, String hint) {
        return CheckResult.withFinding(
                FlywayCheck.NAME,
                settings.code(),
                EXPECTED,
                message,
                Finding.error(
                        FindingCode.MIGRATION_MISMATCH,
                        Stage.CHECK,
                        settings.code(),
                        message + "; code: " + artifact + " of " + settings.code(),
                        hint));
    }

    /** How many, and the first of them by name. */
    private static String listed(List<MigrationInfo> migrations) {
        String first =
                migrations.stream().limit(NAMED).map(MigrationFindings::name).collect(Collectors.joining(", "));
        return migrations.size() + " (" + first + (migrations.size() > NAMED ? ", ..." : "") + ")";
    }

    private static String name(MigrationInfo migration) {
        return migration.getVersion() == null
                ? "R__" + migration.getDescription().replace(' ', '_')
                : "V" + migration.getVersion();
    }
}
