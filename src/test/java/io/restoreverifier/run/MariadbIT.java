package io.restoreverifier.run;

import static io.restoreverifier.run.OneEntry.errors;
import static org.assertj.core.api.Assertions.assertThat;

import io.restoreverifier.restore.MariadbSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Dumps of MariaDB. */
class MariadbIT extends MysqlDumpContract {
    MariadbIT() {
        super(
                "mariadb:10.11",
                "10\\.11\\..*MariaDB.*",
                "5 tables with 3 506 rows",
                "4 tables with 3 504 rows",
                ".*SUPER.*\\(error 1227\\)");
    }

    @Override
    MariadbSource begin() throws IOException, InterruptedException {
        return new MariadbSource("mariadb:10.11");
    }

    @Test
    void aDumpOfPostgresqlIsNotTaken() throws Exception {
        Path custom = Path.of("fixtures/backups/customers/customers-20261121T021500Z.dump");

        assertThat(errors(verify(Files.readAllBytes(custom), "")))
                .contains(
                        "UNKNOWN_FORMAT: expected a dump of MariaDB or MySQL or a backup by mariadb-backup, found a PostgreSQL custom-format dump");
    }

    @Test
    void noValueOfARowGetsIntoTheReport(@TempDir Path folder) throws Exception {
        report(folder, changed(s -> s.replaceFirst("\\(2,'Customer 2'", "(1,'Customer 2'")));

        for (String file : List.of("report/report.json", "report/digest.txt")) {
            assertThat(Files.readString(folder.resolve(file))).doesNotContain("Customer 2", "example.org", "pl4nted");
        }
    }

    private static void report(Path folder, byte[] dump) throws IOException, InterruptedException {
        Files.write(Files.createDirectories(folder.resolve("backups")).resolve("billing.sql"), dump);
        Path entry = Files.writeString(folder.resolve("entry.yml"), """
                backup: billing
                source: {directory: backups, newest: "*.sql"}
                restore: {mariadb: {users: ["billing@%"]}}
                """);
        Properties properties = new Properties();
        properties.setProperty("restore.catalog", entry.toString());
        properties.setProperty("restore.report", folder.resolve("report").toString());
        properties.setProperty("restore.history", folder.resolve("history").toString());
        properties.setProperty("restore.allure", System.getProperty("restore.allure", ""));
        try (RestoreRun run = RestoreRun.open(RunOptions.from(properties))) {
            run.begin();
            assertThat(errors(run.outcome("billing"))).isNotEmpty();
        }
    }
}
