package io.restoreverifier.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What keeps us from telling is told with its cause: as an error, never as passed, and never as skipped. */
class CouldNotVerifyIT {
    @TempDir
    static Path home;

    private static Face face;
    private static RunReport report;

    @BeforeAll
    static void run() throws IOException, InterruptedException {
        Files.createDirectories(home.resolve("catalog"));
        Files.writeString(home.resolve("catalog/catalog.yml"), "now: 2026-11-21T06:00:00Z\n");
        Sample.write(Files.createDirectory(home.resolve("broken")).resolve("customers.dump"), new byte[0]);
        for (Obstacle obstacle : Stream.concat(Obstacle.all().stream(), Obstacle.others().stream())
                .toList()) {
            obstacle.write(home);
        }
        removing(Obstacle.REMOVED_IN_RESTORE, "restore");
        removing(Obstacle.REMOVED_IN_CHECK, "check");
        face = Face.of(home, Map.of());
        report = RunReport.in(home.resolve("report"));
    }

    static Stream<Obstacle> all() {
        return Obstacle.all().stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("all")
    void itIsToldWithItsCause(Obstacle obstacle) {
        // Each check that it keeps from an answer says the same.
        assertThat(Set.copyOf(report.errors(obstacle.name())))
                .singleElement()
                .asString()
                .matches(obstacle.error());
        assertThat(report.verdict(obstacle.name())).isEqualTo("COULD_NOT_VERIFY");
        assertThat(report.hints(obstacle.name())).as("hints").allMatch(hint -> !hint.isBlank());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("all")
    void toJUnitItIsAnError(Obstacle obstacle) {
        assertThat(face.results()).containsEntry(obstacle.name(), "error");
    }

    @Test
    void toJUnitABadBackupIsAFailureAndAGoodOnePasses() {
        assertThat(face.results()).containsEntry("broken", "failure").containsEntry("whole", "passed");
        assertThat(report.verdict("broken")).isEqualTo("FAILED");
        assertThat(report.verdict("whole")).isEqualTo("PASSED");
    }

    @Test
    void nothingIsSkipped() {
        assertThat(face.results()).hasSize(Obstacle.all().size() + 2).doesNotContainValue("skipped");
    }

    @Test
    void nothingIsLeft() {
        assertThat(Engine.containersOf(report.runId())).isEmpty();
        assertThat(Path.of(System.getProperty("java.io.tmpdir"), "rv-" + report.runId()))
                .doesNotExist();
    }

    /** Removes the container of an entry by hand as soon as the entry is in a stage. */
    private static void removing(String entry, String stage) {
        Thread thread = new Thread(() -> {
            // A restore of so little is over in a second.
            Awaitility.await()
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(10))
                    .atMost(Duration.ofMinutes(8))
                    .until(() -> saysStage(entry, stage));
            Awaitility.await()
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(10))
                    .atMost(Duration.ofMinutes(1))
                    .until(() -> !Engine.runningFor(entry).isEmpty());
            // One that has not started yet would be told in other words.
            Awaitility.await().pollDelay(Duration.ofMillis(150)).until(() -> true);
            Engine.containersFor(entry).forEach(Engine::remove);
        });
        thread.setDaemon(true);
        thread.start();
    }

    private static boolean saysStage(String entry, String stage) throws IOException {
        Path output = home.resolve("output.txt");
        return Files.exists(output)
                && Files.readString(output).lines().anyMatch(l -> l.matches("\\[.*] " + entry + " +" + stage + " .*"));
    }
}
