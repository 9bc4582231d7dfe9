package io.restoreverifier.sandbox;

import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Container;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Removes the containers that dead runs have left, and spares those of live ones, also of other machines. */
final class DockerSweep {
    private final DockerEngine engine;

    DockerSweep(DockerEngine engine) {
        this.engine = engine;
    }

    /**
     * @param own the run that sweeps, whose lock must not even be looked at: closing it would give it up
     * @return how many were removed
     */
    int sweep(RunFolder own) {
        List<Container> ours = engine.client()
                .listContainersCmd()
                .withShowAll(true)
                .withLabelFilter(Map.of(DockerLabels.SANDBOX, "true"))
                .exec();
        int removed = 0;
        for (Container container : ours) {
            if (!isOf(own, container) && isLeftover(container.getLabels())) {
                remove(container.getId());
                removed++;
            }
        }
        return removed;
    }

    private static boolean isOf(RunFolder run, Container container) {
        return run.path()
                .toAbsolutePath()
                .toString()
                .equals(container.getLabels().get(DockerLabels.FOLDER));
    }

    /** For this user on this machine the run's lock tells; for all others only the lease does. */
    private boolean isLeftover(Map<String, String> labels) {
        if (DockerLabels.host().equals(labels.get(DockerLabels.HOST))) {
            return !RunFolder.isAlive(Path.of(labels.getOrDefault(DockerLabels.FOLDER, "")));
        }
        String until = labels.getOrDefault(DockerLabels.LEASE_UNTIL, "0");
        return until.matches("\\d{1,18}") && Instant.now().getEpochSecond() > Long.parseLong(until);
    }

    void remove(String id) {
        try {
            engine.client()
                    .removeContainerCmd(id)
                    .withForce(true)
                    .withRemoveVolumes(true)
                    .exec();
        } catch (NotFoundException | ConflictException e) {
            // Gone already, or being removed by its own deadline.
        }
    }
}
