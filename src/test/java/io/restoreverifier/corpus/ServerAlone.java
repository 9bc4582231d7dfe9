package io.restoreverifier.corpus;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.NotFoundException;
import java.io.IOException;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.Container.ExecResult;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.startupcheck.IsRunningStartupCheckStrategy;
import org.testcontainers.utility.DockerImageName;

/** Images of PostgreSQL without pg_restore and psql, as the binaries are that come by Maven. */
public final class ServerAlone {
    private static final String NAME = "restore-verifier-test/postgres-server-alone";

    private ServerAlone() {}

    /** Makes it and tells its name. Made anew each time: it is the plain image less a few files. */
    static String image(int major) throws IOException, InterruptedException {
        try (GenericContainer<?> container = new GenericContainer<>(DockerImageName.parse("postgres:" + major))
                .withCreateContainerCmdModifier(c -> c.withEntrypoint("sleep", "300")
                        .withCmd()
                        .getHostConfig()
                        .withNetworkMode("none")
                        .withAutoRemove(true))
                .withStartupCheckStrategy(new IsRunningStartupCheckStrategy())) {
            container.start();
            ExecResult removed = container.execInContainer(
                    "sh",
                    "-c",
                    "find / -xdev \\( -name pg_restore -o -name psql \\) ! -type d -delete; ! command -v pg_restore psql");
            if (removed.getExitCode() != 0) {
                throw new IllegalStateException(removed.getStdout() + removed.getStderr());
            }
            DockerClient client = DockerClientFactory.instance().client();
            removeEarlier(client, major);
            client.commitCmd(container.getContainerId())
                    .withRepository(NAME)
                    .withTag(Integer.toString(major))
                    .exec();
            return NAME + ":" + major;
        }
    }

    /** By its own name and nothing wider: else the one of an earlier run would stay without a name. */
    private static void removeEarlier(DockerClient client, int major) {
        try {
            client.removeImageCmd(NAME + ":" + major).exec();
        } catch (NotFoundException | ConflictException e) {
            // There is none, or somebody uses it.
        }
    }

    /** A line of a catalog that puts it in the place of the plain image. */
    public static String inCatalog(int major) throws IOException, InterruptedException {
        return "images: {\"postgres:" + major + "\": \"" + image(major) + "\"}\n";
    }
}
