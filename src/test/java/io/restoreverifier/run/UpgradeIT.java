package io.restoreverifier.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.restoreverifier.model.Finding;
import io.restoreverifier.model.Outcome;
import io.restoreverifier.model.Verdict;
import io.restoreverifier.restore.DumpingServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Dumps of PostgreSQL 15 that are restored into 17, since the entry says so: one that goes, and one that only 15 takes. */
class UpgradeIT {
    private static final Path SAMPLE = Path.of("fixtures/backups/customers/customers-20261121T021500Z.dump");

    @TempDir
    static Path home;

    private static RestoreRun run;

    @BeforeAll
    static void dumpAndRun() throws Exception {
        Files.copy(SAMPLE, home.resolve("sample.dump"));
        Path script = Files.writeString(home.resolve("script.sql"), """
                create table loads (at timestamptz);
                insert into loads values ('2026-11-21 00:00:00+00');
                create view checkpoints as select checkpoints_timed from pg_stat_bgwriter;
                """);
        try (DumpingServer server = DumpingServer.begin("postgres:15")) {
            server.database("watched", "", script);
            Files.write(home.resolve("watched.dump"), server.dump("watched"));
            Files.write(home.resolve("watched.sql"), server.dump("watched", "-Fp"));
        }
        entry("sample", "sample.dump", "version: 17, roles: [billing_app, billing_ro]", "customers");
        entry("stays", "watched.dump", "", "loads");
        entry("upgraded", "watched.dump", "version: 17", "loads");
        entry("upgraded-script", "watched.sql", "version: 17", "loads");
        Properties properties = new Properties();
        properties.setProperty("restore.catalog", home.resolve("catalog").toString());
        properties.setProperty("restore.report", home.resolve("report").toString());
        properties.setProperty("restore.history", home.resolve("history").toString());
        properties.setProperty("restore.allure", System.getProperty("restore.allure", ""));
        run = RestoreRun.open(RunOptions.from(properties));
        run.begin();
    }

    @AfterAll
    static void close() {
        if (run != null) {
            run.close();
        }
    }

    @Test
    void aDumpThatTheNewerMajorTakesPassesAndTheReportSaysWhatItWas() throws Exception {
        Outcome outcome = run.outcome("sample");

        assertThat(errors(outcome)).isEmpty();
        assertThat(outcome.verdict()).isEqualTo(Verdict.PASSED);
        assertThat(outcome.notes())
                .contains("rehearsal of an upgrade: dumped from PostgreSQL 15, restored into PostgreSQL 17");
    }

    @Test
    void whatOnlyTheOlderMajorTakesIsSaidOfTheUpgrade() throws Exception {
        Outcome stays = run.outcome("stays");
        assertThat(errors(stays)).isEmpty();
        assertThat(stays.notes()).noneMatch(note -> note.contains("upgrade"));
        for (String name : List.of("upgraded", "upgraded-script")) {
            assertThat(errors(run.outcome(name)))
                    .anyMatch(error -> error.startsWith("RESTORE_ERRORS: upgrade from PostgreSQL 15 to 17: column"
                            + " pg_stat_bgwriter.checkpoints_timed does not exist"));
        }
    }

    private static List<String> errors(Outcome outcome) {
        return outcome.findings().stream()
                .filter(Finding::isError)
                .map(f -> f.code() + ": " + f.message())
                .toList();
    }

    private static void entry(String name, String newest, String restore, String table) throws IOException {
        Files.writeString(Files.createDirectories(home.resolve("catalog")).resolve(name + ".yml"), """
                backup: %s
                source: {directory: .., newest: "%s"}
                restore: {postgresql: {%s}}
                checks: {tables: [%s]}
                """.formatted(
                        name, newest, restore, table));
    }
}
