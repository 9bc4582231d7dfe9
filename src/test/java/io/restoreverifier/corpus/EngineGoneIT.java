package io.restoreverifier.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Without the Docker engine nothing that needs one passes, and what is seen to be bad before still fails. */
class EngineGoneIT {
    @TempDir
    static Path home;

    private static Face face;
    private static RunReport report;

    @BeforeAll
    static void run() throws IOException, InterruptedException {
        Files.createDirectories(home.resolve("catalog"));
        Files.writeString(home.resolve("catalog/catalog.yml"), "now: 2026-11-21T06:00:00Z\n");
        Sample.write(Files.createDirectory(home.resolve("broken")).resolve("customers.dump"), new byte[0]);
        for (Obstacle obstacle : Obstacle.others()) {
            obstacle.write(home);
        }
        Obstacle.database("database", Obstacle.restore(), "").write(home);
        Obstacle.code("command", "debian:bookworm-slim", "true", "").write(home);
        face = Face.of(home, Map.of("DOCKER_HOST", "unix:///nowhere/docker.sock"), "-Duser.home=" + home);
        report = RunReport.in(home.resolve("report"));
    }

    @Test
    void whatNeedsAnEngineCouldNotBeVerified() {
        for (String entry : List.of("database", "command")) {
            assertThat(report.verdict(entry)).isEqualTo("COULD_NOT_VERIFY");
            assertThat(report.errors(entry))
                    .containsExactly(
                            "SANDBOX_UNAVAILABLE: no Docker engine can be used: the one that DOCKER_HOST names does not answer");
            assertThat(face.results()).containsEntry(entry, "error");
        }
    }

    @Test
    void filesWithoutCommandsNeedNone() {
        assertThat(report.verdict("whole")).isEqualTo("PASSED");
    }

    @Test
    void whatIsBadWithoutLookingFurtherStillFails() {
        assertThat(report.errors("broken")).containsExactly("ARTIFACT_EMPTY: it has 0 bytes");
        assertThat(face.results()).containsEntry("broken", "failure");
    }

    @Test
    void theHintSaysWhereToLook() {
        assertThat(report.hints("database"))
                .singleElement()
                .asString()
                .startsWith("start the engine at unix:///nowhere/docker.sock, or unset DOCKER_HOST");
    }
}
