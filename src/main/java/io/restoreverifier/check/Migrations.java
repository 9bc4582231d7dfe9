package io.restoreverifier.check;

import io.restoreverifier.flyway.SilentFlywayLog;
import io.restoreverifier.model.CheckResult;
import io.restoreverifier.model.RestoredPostgresql;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.core.api.output.MigrateResult;
import org.flywaydb.core.api.output.ValidateResult;
import org.jspecify.annotations.Nullable;

/** Flyway, with the migrations of one code base: only their SQL files are read, and nothing else of the tree. */
final class Migrations {
    private final FlywaySettings settings;
    private final String schema;
    private final MigrationFolders folders;

    Migrations(FlywaySettings settings, String schema, MigrationFolders folders) {
        this.settings = settings;
        this.schema = schema;
        this.folders = folders;
    }

    /**
     * Holds the history against the files, and changes nothing.
     *
     * @throws FlywayException when Flyway cannot make sense of the files
     */
    List<CheckResult> validate(RestoredPostgresql database, MigrationFindings findings) throws SQLException {
        DataSource source = new ReadOnlySource(database.dataSource());
        try {
            Flyway flyway = flyway(source).load();
            MigrationInfo[] all = flyway.info().all();
            // Flyway's own word comes last: what we did not think of must not pass.
            ValidateResult verdict = flyway.validateWithResult();
            return findings.of(List.of(all), verdict);
        } catch (FlywayException e) {
            throw sqlOr(e);
        }
    }

    /** Applies what is pending, in a copy that is dropped afterwards. */
    CheckResult migrateCopy(RestoredPostgresql database, MigrationFindings findings) throws SQLException {
        try (RestoredPostgresql.Copy copy = database.copy()) {
            // It was validated before; what is in Java would keep Flyway from migrating.
            MigrateResult result =
                    flyway(copy.dataSource()).validateOnMigrate(false).load().migrate();
            return findings.migrated(result.migrationsExecuted);
        } catch (FlywayException e) {
            SQLException sql = sql(e);
            if (sql != null) {
                DatabaseCheck.throwIfNotAnswered(sql, FlywayCheck.NAME);
            }
            return findings.notMigrated(sql);
        }
    }

    private FluentConfiguration flyway(DataSource source) {
        String[] ignored = settings.pending()
                ? new String[] {"*:missing", "*:future", "*:pending"}
                : new String[] {"*:missing", "*:future"};
        return Flyway.configure(Migrations.class.getClassLoader())
                .loggers(SilentFlywayLog.class.getName())
                .dataSource(source)
                .locations(folders.forFlyway())
                .schemas(schema)
                .defaultSchema(schema)
                .createSchemas(false)
                .table(settings.table())
                .placeholders(settings.placeholders())
                .outOfOrder(settings.outOfOrder())
                // What was applied and is not in the code is told by us, since a migration in Java may be fine.
                .ignoreMigrationPatterns(ignored)
                .skipDefaultCallbacks(true)
                .cleanDisabled(true);
    }

    /** An error of the server is told as such. */
    private static SQLException sqlOr(FlywayException e) {
        SQLException sql = sql(e);
        if (sql != null) {
            return sql;
        }
        throw e;
    }

    private static @Nullable SQLException sql(Throwable thrown) {
        for (Throwable at = thrown; at != null; at = at.getCause()) {
            if (at instanceof SQLException sql) {
                return sql;
            }
        }
        return null;
    }
}
