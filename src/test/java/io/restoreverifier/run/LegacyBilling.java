package io.restoreverifier.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.restoreverifier.archive.Tarball;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * A catalog of the sample company's legacy billing: a database of MariaDB, PHP, and applications that they make, each whole but
 * in what a test has changed. All are verified in one run.
 */
final class LegacyBilling {
    static final String SIGN_IN = "{post: /login, form: {login: restore-test, password: fixture-only}, status: 303}";
    private static final Path SOURCES = Path.of("fixtures/legacy-billing");
    private static final Path BACKUPS = Path.of("fixtures/billing/backups").toAbsolutePath();

    private final Path folder;
    private final Path catalog;
    private final String sample;
    private final List<String> names = new ArrayList<>();

    LegacyBilling(Path folder) throws IOException {
        this.folder = folder;
        this.catalog = Files.createDirectories(folder.resolve("catalog"));
        write("catalog.yml", "now: 2026-11-21T06:00:00Z\n");
        write("database.yml", """
                backup: billing-nightly
                source: {directory: %s/nightly, newest: "billing-20261121*.sql.gz"}
                restore: {mariadb: {database: billing, users: [billing@localhost]}}
                """.formatted(BACKUPS));
        write("customers.yml", """
                backup: customer-database
                source: {directory: %s, newest: "customers-20261121*.dump"}
                restore: {postgresql: {roles: [billing_app, billing_ro]}}
                """.formatted(
                        Path.of("fixtures/backups/customers").toAbsolutePath()));
        code("billing-code", BACKUPS.resolve("code"));
        String text = Files.readString(Path.of("fixtures/applications/billing.yml"));
        sample = text.substring(0, text.indexOf("checks:"))
                .replace(
                        "config: billing-config.php",
                        "config: "
                                + Path.of("fixtures/applications/billing-config.php")
                                        .toAbsolutePath());
    }

    private void code(String name, Path backups) throws IOException {
        write(name + ".yml", """
                backup: %s
                source: {directory: %s, newest: "*.tar.gz"}
                restore: {files: {strip: 1}}
                """.formatted(name, backups));
    }

    /**
     * An application of the whole code.
     *
     * @param checks below {@code checks:}
     */
    void add(String name, UnaryOperator<String> declared, String checks) throws IOException {
        names.add(name);
        String text = declared.apply(sample.replace("application: billing\n", "application: " + name + "\n"));
        write("application-" + name + ".yml", text + "checks:\n" + checks.indent(2));
    }

    /**
     * An application of code that is broken in one file.
     *
     * @param wrong in place of what is correct there; empty for a correct text that is empty: the file is missing
     */
    void addBroken(String name, String file, String correct, String wrong, String checks) throws IOException {
        Tarball tarball = new Tarball();
        try (Stream<Path> files = Files.walk(SOURCES)) {
            for (Path source : files.filter(Files::isRegularFile).sorted().toList()) {
                String text = Files.readString(source);
                if (source.endsWith(file)) {
                    assertThat(text).contains(correct);
                    text = correct.isEmpty() ? "" : text.replace(correct, wrong);
                }
                if (!text.isEmpty()) {
                    tarball.file("billing/" + SOURCES.relativize(source), text);
                }
            }
        }
        Path backups = Files.createDirectories(folder.resolve("code-" + name));
        Files.write(backups.resolve("billing.tar.gz"), tarball.gzip());
        code("code-" + name, backups);
        add(name, text -> text.replace("code: billing-code", "code: code-" + name), checks);
    }

    void write(String name, String text) throws IOException {
        Files.writeString(catalog.resolve(name), text);
    }

    /** What was found of each application. */
    Map<String, Outcome> verify() throws InterruptedException {
        Properties properties = new Properties();
        properties.setProperty("restore.catalog", catalog.toString());
        properties.setProperty("restore.sandbox", "docker");
        properties.setProperty("restore.report", report().toString());
        properties.setProperty("restore.history", folder.resolve("history").toString());
        try (RestoreRun run = RestoreRun.open(RunOptions.from(properties))) {
            run.begin();
            Map<String, Outcome> outcomes = new LinkedHashMap<>();
            for (String name : names) {
                outcomes.put(name, run.outcome(name));
            }
            return outcomes;
        }
    }

    Path report() {
        return folder.resolve("report");
    }

    static List<String> errors(Outcome outcome) {
        return outcome.findings().stream()
                .filter(Finding::isError)
                .map(finding -> finding.code() + " " + finding.message())
                .toList();
    }
}
