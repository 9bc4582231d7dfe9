package io.restoreverifier.check;

import io.restoreverifier.model.CheckResult;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.Objective;
import io.restoreverifier.model.RestoredPostgresql;
import io.restoreverifier.run.JavaTest;
import io.restoreverifier.run.RestoreRun;
import io.restoreverifier.run.RunOptions;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/** The sample database, restored once, for checks that are put to it while it is changed where it stands. */
final class LiveSample implements AutoCloseable {
    /** The moment that the sample catalog is verified as of. */
    static final Instant NOW = Instant.parse("2026-11-21T06:00:00Z");

    private final RestoreRun run;
    private final JavaTest restored;

    private LiveSample(RestoreRun run, JavaTest restored) {
        this.run = run;
        this.restored = restored;
    }

    static LiveSample restore(Path home) {
        Properties properties = new Properties();
        properties.setProperty("restore.catalog", "restore-tests");
        properties.setProperty("restore.report", home.resolve("report").toString());
        properties.setProperty("restore.history", home.resolve("history").toString());
        properties.setProperty("restore.allure", System.getProperty("restore.allure", "target/allure/allure-2.34.1"));
        properties.setProperty("restore.sandbox", System.getProperty("restore.sandbox", "auto"));
        RestoreRun run = RestoreRun.open(RunOptions.from(properties));
        return new LiveSample(run, run.restoreFor("customer-database", "live sample"));
    }

    RestoredPostgresql database() {
        return (RestoredPostgresql) restored.restored().orElseThrow();
    }

    CheckReport put(Check check, Optional<Duration> rpo) {
        return check.put(new Subject(database(), null, null, NOW, rpo, Objective.none(), Duration.ofMinutes(1)));
    }

    /** The only result of a check. */
    CheckResult result(Check check, Optional<Duration> rpo) {
        List<CheckResult> results = put(check, rpo).results();
        if (results.size() != 1) {
            throw new AssertionError("expected one result, found " + results);
        }
        return results.get(0);
    }

    /** The only finding of a check. */
    Finding finding(Check check, Optional<Duration> rpo) {
        List<Finding> findings = put(check, rpo).results().stream()
                .flatMap(result -> result.findings().stream())
                .toList();
        if (findings.size() != 1) {
            throw new AssertionError("expected one finding, found " + findings);
        }
        return findings.get(0);
    }

    /** Changes the restored copy; whoever changes it puts it back. */
    void execute(String... statements) throws SQLException {
        try (Connection connection = database().connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    @Override
    public void close() {
        restored.end();
        run.close();
    }
}
