package io.restoreverifier.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Five hundred small backups in one run, code and databases, in a process that has little memory. */
class ManyAtOnceIT {
    private static final int FILES = 494;
    private static final int DATABASES = 6;
    private static final String HEAP = "-Xmx80m";

    @TempDir
    Path folder;

    /** A run in a process of its own. */
    static final class Child {
        private Child() {}

        public static void main(String[] arguments) throws InterruptedException {
            Properties properties = new Properties();
            properties.setProperty("restore.catalog", arguments[0]);
            properties.setProperty("restore.report", arguments[1]);
            properties.setProperty("restore.history", arguments[1] + "-history");
            properties.setProperty("restore.now", SmallPlans.NOW.toString());
            try (RestoreRun run = RestoreRun.open(RunOptions.from(properties))) {
                run.begin();
                for (String entry : run.entries()) {
                    run.outcome(entry);
                }
            }
        }
    }

    @Test
    void fiveHundredBackupsPassInLittleMemoryAndOneReport() throws Exception {
        Path catalog = catalog();
        Path report = folder.resolve("report");

        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        HEAP,
                        "-Djava.io.tmpdir=" + folder,
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        Child.class.getName(),
                        catalog.toString(),
                        report.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("out").toFile())
                .start();

        assertThat(child.waitFor(8, TimeUnit.MINUTES)).isTrue();
        List<String> said = Files.readAllLines(folder.resolve("out"));
        assertThat(child.exitValue()).as(String.join("\n", said)).isZero();
        JsonNode document =
                new ObjectMapper().readTree(report.resolve("report.json").toFile());
        assertThat(document.at("/totals/PASSED").asInt()).isEqualTo(FILES + DATABASES);
        assertThat(document.at("/totals/FAILED").asInt()).isZero();
        assertThat(document.at("/totals/COULD_NOT_VERIFY").asInt()).isZero();
        assertThat(said).contains("500 passed, 0 failed, 0 could not be verified");
        // One file that a browser opens at once.
        assertThat(Files.size(report.resolve("allure/index.html"))).isLessThan(30L << 20);
        assertThat(Files.size(report.resolve("report.json"))).isLessThan(5L << 20);
    }

    private Path catalog() throws IOException {
        Path backups = Files.createDirectory(folder.resolve("backups"));
        Path archive =
                Files.write(backups.resolve("code-20261121T030000Z.tar.gz"), SmallPlans.archive("readme", "hello"));
        // One that was only just written would be looked at twice.
        Files.setLastModifiedTime(archive, FileTime.from(SmallPlans.NOW));
        Path catalog = Files.createDirectory(folder.resolve("catalog"));
        for (int i = 0; i < FILES; i++) {
            Files.writeString(catalog.resolve("code-%03d.yml".formatted(i)), """
                    backup: code-%03d
                    source: {directory: ../backups, newest: "code-{time:yyyyMMdd'T'HHmmss'Z'}.tar.gz"}
                    restore: {files: {}}
                    checks: {contains: [readme]}
                    """.formatted(i));
        }
        Path customers = Path.of("fixtures/backups/customers").toAbsolutePath();
        for (int i = 0; i < DATABASES; i++) {
            Files.writeString(catalog.resolve("database-%03d.yml".formatted(i)), """
                    backup: database-%03d
                    source: {directory: "%s", newest: "customers-{time:yyyyMMdd'T'HHmmss'Z'}.dump"}
                    restore: {postgresql: {roles: [billing_app, billing_ro]}}
                    """.formatted(i, customers));
        }
        return catalog;
    }
}
