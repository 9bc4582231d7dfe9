package io.restoreverifier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar as a process of its own, in a folder where nothing of the build is. */
class RunnableJarIT {
    private static final Path BACKUPS = Path.of("fixtures/backups").toAbsolutePath();
    private static final Path DUMP = BACKUPS.resolve("customers/customers-20261121T021500Z.dump");
    private static final String SAMPLE =
            Path.of("restore-tests").toAbsolutePath().toString();

    @TempDir
    Path folder;

    @Test
    void helpAndVersionAreNoMistakes() throws Exception {
        assertThat(run("--help").status()).isZero();
        JarProcess help = run("verify", "--help");
        assertThat(help.status()).isZero();
        assertThat(help.output())
                .contains("--artifact", "--shard", "Examples:", "Exit status:", "allure/index.html", "report.json");
        assertThat(run("--version").output()).startsWith("restore-verifier 0.");
    }

    @Test
    void whatCannotBeUnderstoodEndsWith64() throws Exception {
        assertThat(run("verfiy").status()).isEqualTo(64);
        assertThat(run("verify", "--shard", "9").status()).isEqualTo(64);
        assertThat(run("verify", "nowhere").status()).isEqualTo(64);
        assertThat(run("verify", SAMPLE, "--artifact", DUMP.toString()).output())
                .contains("--artifact: is verified without a catalog, and --catalog is given too");
    }

    @Test
    void aCatalogThatCannotBeUsedEndsWith78AndNothingIsRun() throws Exception {
        Files.writeString(folder.resolve("shop.yml"), "backup: shop\nsuorce: {directory: .}\n");

        JarProcess process = run("verify", ".");

        assertThat(process.status()).isEqualTo(78);
        assertThat(process.output()).contains("shop.yml:2: suorce: unknown key\n  hint: did you mean `source`?");
        assertThat(folder.resolve("restore-report/report.json")).doesNotExist();
    }

    @Test
    void aBackupThatCameBackEndsWith0AndLeavesBothReports() throws Exception {
        JarProcess process = run("verify", SAMPLE, "--only", "clientarea-code");

        assertThat(process.output())
                .contains("1 passed, 0 failed, 0 could not be verified")
                .contains("report: restore-report/allure/index.html")
                .contains("not run by the jar, but by `mvn verify`: ")
                .doesNotContain("SLF4J", "WARN", "Exception");
        assertThat(process.status()).isZero();
        assertThat(folder.resolve("restore-report/report.json")).isNotEmptyFile();
        assertThat(Files.size(folder.resolve("restore-report/allure/index.html")))
                .isGreaterThan(1_000_000);
        assertThat(leftInReport()).isEmpty();
    }

    @Test
    void aBrokenDumpEndsWith1() throws Exception {
        byte[] whole = Files.readAllBytes(DUMP);
        Files.write(folder.resolve("shop.dump"), Arrays.copyOf(whole, whole.length / 2));

        JarProcess process = run("verify", "--artifact", "shop.dump");

        assertThat(process.output()).contains("ARTIFACT_INCOMPLETE", "0 passed, 1 failed, 0 could not be verified");
        assertThat(process.status()).isEqualTo(1);
    }

    @Test
    void withoutAnEngineItIsNotKnownWhichEndsWith2() throws Exception {
        JarProcess process = JarProcess.run(
                folder,
                Map.of("DOCKER_HOST", "unix:///nowhere/docker.sock"),
                "verify",
                SAMPLE,
                "--only",
                "customer-database",
                "--sandbox",
                "docker");

        assertThat(process.output()).contains("SANDBOX_UNAVAILABLE", "0 passed, 0 failed, 1 could not be verified");
        assertThat(process.status()).isEqualTo(2);
    }

    @Test
    void aReportThatCannotBeWrittenEndsWith2() throws Exception {
        Files.writeString(folder.resolve("taken"), "a file");

        JarProcess process = run("verify", SAMPLE, "--only", "clientarea-code", "--report", "taken/report");

        assertThat(process.status()).isEqualTo(2);
        assertThat(process.output()).contains("taken/report").doesNotContain("\tat ");
    }

    @Test
    void oneArtifactIsVerifiedWithoutACatalog() throws Exception {
        JarProcess without = run("verify", "--artifact", DUMP.toString());

        assertThat(without.status()).isEqualTo(1);
        assertThat(without.output())
                .contains("ROLE_MISSING: the dump needs roles that do not exist: billing_app, billing_ro")
                .contains("(with the jar: --roles billing_app,billing_ro)");

        JarProcess with = run("verify", "--artifact", DUMP.toString(), "--roles", "billing_app,billing_ro");

        assertThat(with.output()).contains("1 passed, 0 failed, 0 could not be verified");
        assertThat(with.status()).isZero();
    }

    @Test
    void whatInitWritesPasses() throws Exception {
        JarProcess init = run("init", BACKUPS.toString(), "--into", "catalog");

        assertThat(init.status()).as(init.output()).isZero();
        assertThat(folder.resolve("catalog")).isDirectoryContaining("glob:**/customers.yml");
        Files.writeString(folder.resolve("catalog/catalog.yml"), "now: 2026-11-21T06:00:00Z\n");

        JarProcess verify = run("verify", "catalog");

        assertThat(verify.output()).contains("2 passed, 0 failed, 0 could not be verified");
        assertThat(verify.status()).isZero();
    }

    private JarProcess run(String... arguments) throws IOException, InterruptedException {
        return JarProcess.run(folder, Map.of(), arguments);
    }

    /** Work in progress, among it the command line of Allure. */
    private Stream<Path> leftInReport() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("restore-report"))) {
            return files.filter(f -> f.getFileName().toString().startsWith(".")).toList().stream();
        }
    }
}
