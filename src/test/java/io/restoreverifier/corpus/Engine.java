package io.restoreverifier.corpus;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectVolumeResponse;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.Network;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.testcontainers.DockerClientFactory;

/** What is on the Docker engine: volumes that nothing uses and networks, as they are now, and containers of one run. */
record Engine(Set<String> volumes, Set<String> networks) {

    static Engine now() {
        return new Engine(
                client().listVolumesCmd().withDanglingFilter(true).exec().getVolumes().stream()
                        .map(InspectVolumeResponse::getName)
                        .collect(Collectors.toSet()),
                client().listNetworksCmd().exec().stream().map(Network::getId).collect(Collectors.toSet()));
    }

    /** Ids of what a run has started, also of what has ended. */
    static List<String> containersOf(String runId) {
        return containers(Map.of("io.restoreverifier.run", runId));
    }

    /** Ids of what verifies one entry of the catalog. */
    static List<String> containersFor(String entry) {
        return containers(Map.of("io.restoreverifier.entry", entry));
    }

    /** The same, of what runs now. */
    static List<String> runningFor(String entry) {
        return client().listContainersCmd().withLabelFilter(Map.of("io.restoreverifier.entry", entry)).exec().stream()
                .map(Container::getId)
                .toList();
    }

    static void remove(String container) {
        client().removeContainerCmd(container)
                .withForce(true)
                .withRemoveVolumes(true)
                .exec();
    }

    /** Others may use the engine at the same time, and need a moment to clean up. */
    void awaitNothingMore() {
        Awaitility.await("volumes and networks as before")
                .atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> {
                    Engine now = now();
                    org.assertj.core.api.Assertions.assertThat(more(now.volumes(), volumes))
                            .isEmpty();
                    org.assertj.core.api.Assertions.assertThat(more(now.networks(), networks))
                            .isEmpty();
                });
    }

    private static Set<String> more(Set<String> now, Set<String> before) {
        Set<String> more = new HashSet<>(now);
        more.removeAll(before);
        return more;
    }

    private static List<String> containers(Map<String, String> labels) {
        return client().listContainersCmd().withShowAll(true).withLabelFilter(labels).exec().stream()
                .map(Container::getId)
                .toList();
    }

    private static DockerClient client() {
        return DockerClientFactory.instance().client();
    }
}
