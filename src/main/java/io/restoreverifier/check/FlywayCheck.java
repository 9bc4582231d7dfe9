package io.restoreverifier.check;

import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.CheckResult;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.RestoredFiles;
import io.restoreverifier.model.RestoredPostgresql;
import io.restoreverifier.model.Stage;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.flywaydb.core.api.FlywayException;

/**
 * {@code flyway: {code: clientarea-code}}: the schema history of the restored database and the migrations of the
 * restored code base belong together, by Flyway's own judgement.
 *
 * <p>Nothing of the code base is run here: Flyway reads its SQL files and no class, callback or configuration, over
 * connections that change nothing.
 */
final class FlywayCheck implements Check {
    static final String NAME = "flyway";

    private final FlywaySettings settings;
    private final Reference reference;

    FlywayCheck(FlywaySettings settings, Reference reference) {
        this.settings = settings;
        this.reference = reference;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Optional<Reference> reference() {
        return Optional.of(reference);
    }

    @Override
    public CheckReport put(Subject subject) {
        if (!(subject.restored() instanceof RestoredPostgresql database)) {
            return CheckReport.of(CheckResult.notApplicable(NAME, "", "", "what was restored is no database"));
        }
        Counterpart code = subject.counterparts().of(settings.code());
        if (code.restored().isPresent() && code.restored().get() instanceof RestoredFiles files) {
            return CheckReport.of(compared(database, files, code.artifact()));
        }
        return CheckReport.of(code.errors().stream().map(this::ofTheCode).toList());
    }

    private List<CheckResult> compared(RestoredPostgresql database, RestoredFiles files, String artifact) {
        MigrationFolders folders = new MigrationFolders(files.root(), settings.locations());
        MigrationFindings findings = new MigrationFindings(settings, artifact);
        try {
            if (!folders.missing().isEmpty() || !folders.holdScripts()) {
                return List.of(findings.noScripts(folders.missing()));
            }
            List<String> schemas = schemas(database);
            if (schemas.size() != 1) {
                return List.of(findings.notOneHistory(schemas));
            }
            Migrations migrations = new Migrations(settings, schemas.get(0), folders);
            List<CheckResult> results = new ArrayList<>(migrations.validate(database, findings));
            if (settings.migrate()
                    && results.stream().allMatch(r -> r.findings().isEmpty())) {
                results.add(migrations.migrateCopy(database, findings));
            }
            return results;
        } catch (IOException e) {
            throw new CannotTell(
                    FindingCode.TOOL_FAILED, NAME + ": the restored files cannot be read: " + e.getMessage(), "", e);
        } catch (SQLException e) {
            DatabaseCheck.throwIfNotAnswered(e, NAME);
            return List.of(DatabaseCheck.queryFailed(NAME, "", "an answer", e));
        } catch (FlywayException e) {
            return List.of(findings.refused(e, files.root()));
        }
    }

    /** The schemas that have a schema history, or the one that is said when it has. */
    private List<String> schemas(RestoredPostgresql database) throws SQLException {
        try (Connection connection = database.connect()) {
            connection.setReadOnly(true);
            return SchemaHistory.schemas(connection, settings.table()).stream()
                    .filter(found -> settings.schema().map(found::equals).orElse(true))
                    .toList();
        }
    }

    private CheckResult ofTheCode(Finding error) {
        Finding here = Finding.error(
                error.code(),
                Stage.CHECK,
                settings.code(),
                "backup " + settings.code() + ", whose code base is needed here, did not come back: "
                        + error.stage().label() + ": " + error.message(),
                error.hint());
        return CheckResult.withFinding(NAME, settings.code(), "a code base", "none", here);
    }
}
