package io.restoreverifier.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NoEngineTest {
    @TempDir
    Path home;

    @Test
    void oneThatDockerHostNamesIsThereWhetherItAnswersOrNot() {
        assertThat(new NoEngine(Map.of("DOCKER_HOST", "unix:///nowhere.sock"), home, "ada").reason())
                .isEmpty();
    }

    @Test
    void oneThatTestcontainersIsToldOfIsThere() throws IOException {
        Files.writeString(home.resolve(".testcontainers.properties"), "docker.host=tcp://engine:2375\n");

        assertThat(new NoEngine(Map.of(), home, "ada").reason()).isEmpty();
    }

    @Test
    void aSocketThatThisUserMayOpenIsOneAlsoWhenNobodyAnswers() throws IOException {
        Files.createDirectories(home.resolve(".docker/run"));
        Files.createFile(home.resolve(".docker/run/docker.sock"));

        assertThat(new NoEngine(Map.of(), home, "ada").reason()).isEmpty();
    }
}
