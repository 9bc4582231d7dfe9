package io.restoreverifier.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.restoreverifier.model.CheckResult;
import io.restoreverifier.model.Outcome;
import io.restoreverifier.model.Status;
import io.restoreverifier.model.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ten applications at once, each on the same ports beside a database of its own. */
class ManyApplicationsIT {
    private static final int HOW_MANY = 10;

    private static final String DATABASE = """
            backup: customer-database
            source: {directory: %s, newest: "customers-*.dump"}
            restore: {postgresql: {roles: [billing_app, billing_ro]}}
            """;

    /** Each leaves its name in its database, and finds no other there; on its network are its own two ports alone. */
    private static final String APPLICATION = """
            application: NAME
            needs: {database: customer-database}
            start:
              image: postgres:15
              run: >-
                perl -MIO::Socket::INET -e '$s = IO::Socket::INET->new(LocalPort => 8080, Listen => 5, ReuseAddr => 1) or die;
                while ($c = $s->accept) { 1 while defined($l = <$c>) && $l =~ /\\S/;
                print $c "HTTP/1.1 200 OK\\r\\nContent-Length: LENGTH\\r\\nConnection: close\\r\\n\\r\\nNAME"; close $c }'
              port: 8080
              environment:
                PGHOST: ${database.host}
                PGPORT: ${database.port}
                PGDATABASE: ${database.name}
                PGUSER: ${database.user}
                PGPASSWORD: ${database.password}
            checks:
              http: [{get: /, contains: NAME}]
              commands:
                - name: it writes
                  run: >-
                    psql -X -q -v ON_ERROR_STOP=1 -c 'create table "mark of NAME" ()'
                - {name: time passes, run: sleep 2}
                - name: nobody else wrote
                  run: >-
                    test "$(psql -X -At -c "select string_agg(relname, '') from pg_class where relname ~ '^mark of '")" = "mark of NAME"
                - name: nobody else listens
                  run: >-
                    test "$(cat /proc/net/tcp | awk '$4 == "0A" {print $2}' | cut -d: -f2 | sort -u | xargs)" = "1538 1F90"
            """;

    @TempDir
    Path folder;

    @Test
    void theyNeitherStarveNorMeet() throws Exception {
        Path catalog = Files.createDirectories(folder.resolve("catalog"));
        Files.writeString(catalog.resolve("catalog.yml"), "now: 2026-11-21T06:00:00Z\n");
        Files.writeString(
                catalog.resolve("database.yml"),
                DATABASE.formatted(Path.of("fixtures/backups/customers").toAbsolutePath()));
        for (int i = 0; i < HOW_MANY; i++) {
            String name = "application-" + i;
            Files.writeString(
                    catalog.resolve(name + ".yml"),
                    APPLICATION.replace("NAME", name).replace("LENGTH", Integer.toString(name.length())));
        }

        try (RestoreRun run = RestoreRun.open(options(catalog))) {
            run.begin();
            for (int i = 0; i < HOW_MANY; i++) {
                Outcome outcome = run.outcome("application-" + i);
                assertThat(outcome.findings()).as(outcome.entry()).isEmpty();
                assertThat(outcome.checks())
                        .filteredOn(check ->
                                check.check().equals("http") || check.check().equals("commands"))
                        .extracting(CheckResult::status)
                        .containsExactly(Status.PASSED, Status.PASSED, Status.PASSED, Status.PASSED, Status.PASSED);
                assertThat(outcome.verdict()).isEqualTo(Verdict.PASSED);
            }
        }
    }

    private RunOptions options(Path catalog) {
        Properties properties = new Properties();
        properties.setProperty("restore.catalog", catalog.toString());
        properties.setProperty("restore.report", folder.resolve("report").toString());
        properties.setProperty("restore.history", folder.resolve("history").toString());
        properties.setProperty("restore.sandbox", "docker");
        properties.setProperty("restore.parallel", Integer.toString(HOW_MANY));
        properties.setProperty("restore.allure", System.getProperty("restore.allure", "target/allure/allure-2.34.1"));
        return RunOptions.from(properties);
    }
}
