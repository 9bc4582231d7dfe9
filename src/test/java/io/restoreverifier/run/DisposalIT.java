package io.restoreverifier.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.restoreverifier.model.ImageNames;
import io.restoreverifier.sandbox.DockerSandboxes;
import io.restoreverifier.sandbox.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.DockerClientFactory;

/** What is left when a run is ended from outside, in the middle of a check. */
class DisposalIT {
    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    /** A run in a process of its own. */
    static final class Child {
        public static void main(String[] arguments) throws InterruptedException {
            Properties properties = new Properties();
            properties.setProperty("restore.catalog", arguments[0]);
            properties.setProperty("restore.report", arguments[1]);
            properties.setProperty("restore.history", arguments[1] + "-history");
            RestoreRun run = RestoreRun.open(RunOptions.from(properties));
            run.begin();
            run.outcome("sleeper");
        }
    }

    @Test
    void interruptingARunLeavesNothing() throws Exception {
        Process child = start();
        awaitContainers(1);

        child.destroy();

        assertThat(child.waitFor(60, TimeUnit.SECONDS)).isTrue();
        awaitContainers(0);
        assertThat(left()).isEmpty();
    }

    @Test
    void whatAKilledRunLeavesIsRemovedByTheNext() throws Exception {
        Process child = start();
        awaitContainers(1);

        child.destroyForcibly();

        assertThat(child.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(left()).hasSize(1);
        RunFolder.sweep(folder);
        try (RunFolder next = RunFolder.create(folder)) {
            DockerSandboxes.connect(next, ImageNames.asWritten()).close();
        }
        awaitContainers(0);
        assertThat(left()).isEmpty();
    }

    private Process start() throws IOException {
        Path catalog = Files.createDirectory(folder.resolve("catalog"));
        Path backups = Path.of("fixtures/backups/customers").toAbsolutePath();
        Files.writeString(catalog.resolve("sleeper.yml"), """
                backup: sleeper
                source: {directory: %s, newest: "customers-*.dump"}
                restore: {postgresql: {roles: [billing_app, billing_ro]}}
                checks: {queries: [{name: it sleeps, sql: "select 1 from pg_sleep(300)", expect: 1}]}
                """.formatted(backups));
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.io.tmpdir=" + folder,
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                Child.class.getName(),
                catalog.toString(),
                folder.resolve("report").toString()));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("out").toFile())
                .start();
    }

    private void awaitContainers(int count) {
        Awaitility.await("containers of the run; it said: " + said())
                .atMost(SOON)
                .pollInterval(Duration.ofMillis(300))
                .until(() -> containers() == count);
    }

    private static int containers() {
        return DockerClientFactory.instance()
                .client()
                .listContainersCmd()
                .withShowAll(true)
                .withLabelFilter(Map.of("io.restoreverifier.entry", "sleeper"))
                .exec()
                .size();
    }

    private List<Path> left() throws IOException {
        try (Stream<Path> listed = Files.list(folder)) {
            return listed.filter(p -> p.getFileName().toString().startsWith("rv-"))
                    .toList();
        }
    }

    private String said() {
        try {
            return Files.readString(folder.resolve("out"));
        } catch (IOException e) {
            return "nothing";
        }
    }
}
