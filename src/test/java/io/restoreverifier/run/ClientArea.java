package io.restoreverifier.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.restoreverifier.archive.Tarball;
import io.restoreverifier.model.Outcome;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.postgresql.Driver;

/** A catalog of the sample company's client area: its database, its code, and the application that they make. */
final class ClientArea {
    static final String NAME = "clientarea";
    private static final Path BACKUPS = Path.of("fixtures/backups").toAbsolutePath();
    private static final Path SOURCES = Path.of("fixtures/clientarea");

    private final Path folder;
    private final Path catalog;
    private String application = """
            application: clientarea
            objectives: {rto: 30m}
            needs: {database: {backup: customer-database, user: billing_app}, code: clientarea-code}
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
            """.formatted(driver());

    /** All of it, whole and of one night. */
    ClientArea(Path folder) throws IOException {
        this.folder = folder;
        this.catalog = Files.createDirectories(folder.resolve("catalog"));
        write("catalog.yml", "now: 2026-11-21T06:00:00Z\n");
        databaseOf("20261121");
        code(BACKUPS.resolve("code"));
    }

    /** The database of another night. */
    void databaseOf(String day) throws IOException {
        write("database.yml", """
                backup: customer-database
                source: {directory: %s, newest: "customers-%s*.dump"}
                restore: {postgresql: {roles: [billing_app, billing_ro]}}
                """.formatted(BACKUPS.resolve("customers"), day));
    }

    /** The database of the billing system, which is of MariaDB and has other tables. */
    void databaseOfBilling() throws IOException {
        write("database.yml", """
                backup: customer-database
                source: {directory: %s, newest: "billing-20261121*.sql.gz"}
                restore: {mariadb: {database: billing, users: [billing@localhost]}}
                """.formatted(
                        Path.of("fixtures/billing/backups/nightly").toAbsolutePath()));
        declared(text -> text.replace("user: billing_app", "user: billing"));
    }

    /** The code with a mistake in one of its files. */
    void codeWith(String file, String correct, String wrong) throws IOException {
        Path sources = SOURCES.resolve("src/main/java/clientarea");
        Tarball tarball = new Tarball();
        try (Stream<Path> files = Files.list(sources)) {
            for (Path source : files.sorted().toList()) {
                String text = Files.readString(source);
                if (source.endsWith(file)) {
                    assertThat(text).contains(correct);
                    text = text.replace(correct, wrong);
                }
                tarball.file("clientarea/" + SOURCES.relativize(source), text);
            }
        }
        Path backups = Files.createDirectories(folder.resolve("code"));
        Files.write(backups.resolve("clientarea-20261121T023000Z.tar.gz"), tarball.gzip());
        code(backups);
    }

    private void code(Path backups) throws IOException {
        write("code.yml", """
                backup: clientarea-code
                source: {directory: %s, newest: "clientarea-{time:yyyyMMdd'T'HHmmss'Z'}.tar.gz"}
                restore: {files: {strip: 1}}
                """.formatted(backups));
    }

    /** Only the code: it starts without its database, and says so when it is asked. */
    void withoutDatabase() {
        declared(text -> text.replace("database: {backup: customer-database, user: billing_app}, ", "")
                .replaceAll("(?m)^    DATABASE_.*\n", "")
                .replace("environment:\n", "environment: {PORT: \"8080\"}\n"));
    }

    /** The application, declared otherwise. */
    void declared(UnaryOperator<String> change) {
        String changed = change.apply(application);
        assertThat(changed).isNotEqualTo(application);
        application = changed;
    }

    private static Path driver() {
        try {
            return Path.of(Driver.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    void write(String name, String text) throws IOException {
        Files.writeString(catalog.resolve(name), text);
    }

    /** The application alone, which proves its parts itself. */
    Outcome verifyAlone(String checks) throws IOException, InterruptedException {
        return verify(checks, NAME, List.of(NAME)).get(0);
    }

    /**
     * The whole catalog.
     *
     * @param checks below {@code checks:}
     */
    List<Outcome> verifyAll(String checks) throws IOException, InterruptedException {
        return verify(checks, "", List.of(NAME, "customer-database", "clientarea-code"));
    }

    private List<Outcome> verify(String checks, String only, List<String> entries)
            throws IOException, InterruptedException {
        write("application.yml", application + "checks:\n" + checks.indent(2));
        Properties properties = new Properties();
        properties.setProperty("restore.catalog", catalog.toString());
        properties.setProperty("restore.only", only);
        properties.setProperty("restore.sandbox", "docker");
        properties.setProperty("restore.report", report().toString());
        properties.setProperty("restore.history", folder.resolve("history").toString());
        try (RestoreRun run = RestoreRun.open(RunOptions.from(properties))) {
            run.begin();
            List<Outcome> outcomes = new ArrayList<>();
            for (String entry : entries) {
                outcomes.add(run.outcome(entry));
            }
            return outcomes;
        }
    }

    Path report() {
        return folder.resolve("report");
    }
}
