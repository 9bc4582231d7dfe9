package io.restoreverifier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The Dockerfile, built without network on an image that every machine with the tests' images has, and used as its head
 * says. A runtime where a JDK stands in is the only difference.
 */
class DockerImageIT {
    private static final String IMAGE =
            "restore-verifier-test:" + ProcessHandle.current().pid();
    private static final Path ROOT = Path.of("").toAbsolutePath();
    /** Where the Dockerfile has it, on the engine's machine too. */
    private static final Path TEMPORARY = Path.of("/var/tmp/restore-verifier");

    private static boolean temporaryIsOurs;

    @BeforeAll
    static void build() throws IOException, InterruptedException {
        assertThat(JarProcess.JAR).as("built by bin/test, with -Pjar").isRegularFile();
        JarProcess built = docker(
                "build",
                "--quiet",
                "--network",
                "none",
                "--build-arg",
                "RUNTIME=eclipse-temurin:17-jdk",
                "--tag",
                IMAGE,
                ".");
        assertThat(built.status()).as(built.output()).isZero();
        temporaryIsOurs = !Files.exists(TEMPORARY);
        if (temporaryIsOurs) {
            Files.createDirectory(TEMPORARY);
            Files.setAttribute(TEMPORARY, "unix:uid", 10001);
        }
    }

    @AfterAll
    static void remove() throws IOException, InterruptedException {
        docker("rmi", "--force", IMAGE);
        if (temporaryIsOurs) {
            Files.deleteIfExists(TEMPORARY);
        }
    }

    @Test
    void itVerifiesTheSampleAsAnOrdinaryUserWithoutNetwork() throws Exception {
        JarProcess verified = run(
                List.of("--volume", "/var/run/docker.sock:/var/run/docker.sock", "--group-add", group()),
                "verify",
                "restore-tests",
                "--report",
                "out/report",
                "--history",
                "out/history");

        assertThat(verified.output()).contains("2 passed, 0 failed, 0 could not be verified");
        assertThat(verified.status()).isZero();
        assertThat(TEMPORARY).isEmptyDirectory();
    }

    @Test
    void withoutTheSocketItIsNotKnown() throws Exception {
        JarProcess verified =
                run(List.of(), "verify", "restore-tests", "--only", "customer-database", "--sandbox", "docker");

        assertThat(verified.output()).contains("SANDBOX_UNAVAILABLE");
        assertThat(verified.status()).isEqualTo(2);
    }

    @Test
    void withoutACommandItShowsItsHelp() throws Exception {
        JarProcess help = run(List.of());

        assertThat(help.status()).isZero();
        assertThat(help.output()).contains("Usage: restore-verifier", "verify", "init");
    }

    private static JarProcess run(List<String> more, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("run", "--rm", "--network", "none"));
        command.addAll(List.of("--volume", TEMPORARY + ":" + TEMPORARY));
        command.addAll(List.of("--volume", ROOT.resolve("fixtures") + ":/work/fixtures:ro"));
        command.addAll(List.of("--volume", ROOT.resolve("restore-tests") + ":/work/restore-tests:ro"));
        command.addAll(more);
        command.add(IMAGE);
        command.addAll(List.of(arguments));
        return docker(command.toArray(String[]::new));
    }

    private static String group() throws IOException {
        return String.valueOf(Files.getAttribute(Path.of("/var/run/docker.sock"), "unix:gid"));
    }

    private static JarProcess docker(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("docker"));
        command.addAll(List.of(arguments));
        return JarProcess.of(ROOT, Map.of("DOCKER_BUILDKIT", "0"), command);
    }
}
