package io.restoreverifier.disposal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** {@code kill -9} while an application is asked: the next run leaves neither it nor the database beside it. */
class KilledApplicationIT {
    private static final String APPLICATION = """
            application: killed-application
            needs: {database: killed}
            start:
              image: debian:bookworm-slim
              run: perl -MIO::Socket::INET -e '$s = IO::Socket::INET->new(LocalPort => 8080, Listen => 5) or die; sleep 300'
              port: 8080
            checks: {commands: [{run: sleep 300}]}
            """;

    @Test
    void nothingIsLeftOfAnApplicationAndItsParts() throws Exception {
        try (Fire fire = Fire.onDocker()) {
            Path catalog = Files.createDirectories(
                    fire.machine().home().resolve("killed").resolve("catalog"));
            Files.writeString(catalog.resolve("application.yml"), APPLICATION);
            RunProcess run = fire.start("killed", Moment.RESTORE, Map.of(), "-D" + RunProgram.STAGE + "=none");
            run.await("it is asked", () -> run.said().matches("(?s).*killed-application +check.*"));
            DockerTraces docker = fire.docker();
            String network =
                    docker.inspect("killed-application").getHostConfig().getNetworkMode();

            assertThat(docker.containers("killed")).hasSize(1);
            assertThat(network)
                    .isEqualTo("container:" + docker.containers("killed").get(0).getId());
            assertThat(docker.inspect("killed").getHostConfig().getNetworkMode())
                    .isEqualTo("none");

            run.signal("KILL");
            assertThat(run.awaitEnd()).isEqualTo(128 + 9);
            assertThat(docker.containers("killed-application")).hasSize(1);
            fire.startWithoutArtifact("next").awaitEnd();

            assertThat(docker.containers("killed-application")).isEmpty();
            assertThat(docker.containers("killed")).isEmpty();
        }
    }
}
