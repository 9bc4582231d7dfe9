package io.restoreverifier.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.restoreverifier.model.Outcome;
import io.restoreverifier.model.Verdict;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sandbox of a backup that failed stays for a look where the entry says so, and no other does. */
class KeptSandboxIT {
    private static final String KEPT = "restore-verifier-kept-looked-at";

    @TempDir
    Path folder;

    @AfterEach
    void remove() throws Exception {
        run("docker", "rm", "--force", "--volumes", KEPT);
    }

    @Test
    void whatFailedCanBeLookedAtAfterItsRunAndTheNextOnesSpareIt() throws Exception {
        Outcome failed = verify("keep: failed 1h", 1_000_000_000);

        assertThat(failed.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(failed.notes())
                .anyMatch(note -> note.matches("the sandbox stays for a look, with production's data in it, until"
                        + " \\S+Z: `docker exec -it " + KEPT + " sh`; away with it: `docker rm --force --volumes "
                        + KEPT
                        + "`"));
        assertThat(customers()).matches("[1-9]\\d*");
        String first = run("docker", "inspect", "--format", "{{.Id}}", KEPT);
        assertThat(run("docker", "inspect", "--format", "{{json .Config.Labels}}", KEPT))
                .contains("io.restoreverifier.lease-seconds")
                .doesNotContain("org.testcontainers.sessionId");

        assertThat(verify("keep: failed 1h", 1).verdict()).isEqualTo(Verdict.PASSED);
        assertThat(run("docker", "inspect", "--format", "{{.Id}}", KEPT)).isEqualTo(first);

        verify("keep: failed 1h", 1_000_000_000);
        assertThat(run("docker", "inspect", "--format", "{{.Id}}", KEPT))
                .isNotEqualTo(first)
                .matches("[0-9a-f]{64}");
        assertThat(ours()).isEqualTo(KEPT);
    }

    @Test
    void withoutThatWordNothingStays() throws Exception {
        Outcome failed = verify("", 1_000_000_000);

        assertThat(failed.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(failed.notes()).noneMatch(note -> note.contains("stays"));
        assertThat(ours()).isEmpty();
    }

    private Outcome verify(String keep, int least) throws IOException, InterruptedException {
        Path entry = Files.writeString(folder.resolve("entry.yml"), """
                backup: looked-at
                source: {directory: "%s", newest: "customers-20261121*.dump"}
                restore: {postgresql: {version: 15, roles: [billing_app, billing_ro]}}
                checks: {rows: {customers: {min: %d}}}
                %s
                """.formatted(
                        Path.of("fixtures/backups/customers").toAbsolutePath(), least, keep));
        Properties properties = new Properties();
        properties.setProperty("restore.catalog", entry.toString());
        properties.setProperty("restore.report", folder.resolve("report").toString());
        properties.setProperty("restore.history", folder.resolve("history").toString());
        properties.setProperty("restore.now", "2026-11-21T06:00:00Z");
        properties.setProperty("restore.sandbox", "docker");
        properties.setProperty("restore.allure", System.getProperty("restore.allure", ""));
        try (RestoreRun run = RestoreRun.open(RunOptions.from(properties))) {
            run.begin();
            return run.outcome("looked-at");
        }
    }

    private String customers() throws IOException, InterruptedException {
        String query =
                "PGPASSFILE=/sandbox/pgpass psql -h /tmp -U restore_verifier -Atc 'select count(*) from customers'"
                        + " clientarea";
        return run("docker", "exec", KEPT, "sh", "-c", query);
    }

    private String ours() throws IOException, InterruptedException {
        return run(
                "docker",
                "ps",
                "--all",
                "--filter",
                "label=io.restoreverifier.entry=looked-at",
                "--format",
                "{{.Names}}");
    }

    private static String run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return output.strip();
    }
}
