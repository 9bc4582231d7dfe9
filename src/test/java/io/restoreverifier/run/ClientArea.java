package io.restoreverifier.run;

import io.restoreverifier.model.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.postgresql.Driver;

/** A catalog of the sample company's client area: its database, its code, and the application that they make. */
final class ClientArea {
    static final String NAME = "clientarea";
    private static final Path BACKUPS = Path.of("fixtures/backups").toAbsolutePath();

    private final Path folder;
    private final Path catalog;

    ClientArea(Path folder) throws IOException {
        this.folder = folder;
        this.catalog = Files.createDirectories(folder.resolve("catalog"));
        write("catalog.yml", "now: 2026-11-21T06:00:00Z\n");
        write("database.yml", """
                backup: customer-database
                source: {directory: %s, newest: "customers-{time:yyyyMMdd'T'HHmmss'Z'}.dump"}
                restore: {postgresql: {roles: [billing_app, billing_ro]}}
                """.formatted(BACKUPS.resolve("customers")));
        write("code.yml", """
                backup: clientarea-code
                source: {directory: %s, newest: "clientarea-{time:yyyyMMdd'T'HHmmss'Z'}.tar.gz"}
                restore: {files: {strip: 1}}
                """.formatted(BACKUPS.resolve("code")));
        start("billing_app", """
                start:
                  image: eclipse-temurin:17-jdk
                  files: {driver: %s}
                  build: javac -d /tmp/classes $(find src/main/java -name '*.java')
                  run: java -cp /tmp/classes:${files.driver} clientarea.Main
                  port: 8080
                  environment:
                    DATABASE_URL: ${database.jdbc-url}
                    DATABASE_USER: ${database.user}
                    DATABASE_PASSWORD: ${database.password}
                """.formatted(driver()));
    }

    private String started = "";

    /** @param start the section, and whatever stands beside it */
    void start(String user, String start) {
        started = """
                application: clientarea
                objectives: {rto: 30m}
                needs: {database: {backup: customer-database, user: %s}, code: clientarea-code}
                """.formatted(user) + start;
    }

    static Path driver() {
        try {
            return Path.of(Driver.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (java.net.URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    void write(String name, String text) throws IOException {
        Files.writeString(catalog.resolve(name), text);
    }

    /** @param checks below {@code checks:} */
    Outcome verify(String checks) throws IOException, InterruptedException {
        write("application.yml", started + "checks:\n" + checks.indent(2));
        Properties properties = new Properties();
        properties.setProperty("restore.catalog", catalog.toString());
        properties.setProperty("restore.sandbox", "docker");
        properties.setProperty("restore.report", folder.resolve("report").toString());
        properties.setProperty("restore.history", folder.resolve("history").toString());
        try (RestoreRun run = RestoreRun.open(RunOptions.from(properties))) {
            run.begin();
            return run.outcome(NAME);
        }
    }
}
