package io.restoreverifier.sandbox;

import com.github.dockerjava.api.command.InspectVolumeResponse;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Container;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * Removes the containers and volumes that dead runs have left, and spares those of live ones, also of other machines.
 * Several runs may sweep at once.
 */
final class DockerSweep {
    /** An engine that is restarted is back by then. */
    private static final Duration OWN = Duration.ofSeconds(40);

    private static final Duration LEFTOVER = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final Map<String, String> OURS = Map.of(DockerLabels.SANDBOX, "true");

    private final DockerEngine engine;

    DockerSweep(DockerEngine engine) {
        this.engine = engine;
    }

    /**
     * Removes what others have left. What cannot be removed is told on the console and keeps nobody from running.
     *
     * @param own the run that sweeps, whose lock must not even be looked at: closing it would give it up
     * @throws RuntimeException when the engine does not say what there is
     */
    void sweep(RunFolder own) {
        List<Container> containers = containers(OURS);
        List<InspectVolumeResponse> volumes = volumes(OURS);
        if (containers.isEmpty() && volumes.isEmpty()) {
            return;
        }
        Instant now = engine.now();
        for (Container found : containers) {
            Instant created = Instant.ofEpochSecond(Objects.requireNonNullElse(found.getCreated(), 0L));
            if (DockerStay.stays(found)
                    ? DockerLabels.isExpired(found.getLabels(), created, now)
                    : isLeftover(own, found.getLabels(), created, now)) {
                tell("container " + found.getId(), () -> remove(found.getId(), LEFTOVER));
            }
        }
        for (InspectVolumeResponse found : volumes) {
            if (isLeftover(own, found.getLabels(), created(found), now)) {
                tell("volume " + found.getName(), () -> removeVolume(found.getName(), LEFTOVER));
            }
        }
    }

    /**
     * Removes whatever a run has made, also what it does not know of: an engine may have done what it was asked after
     * it was thought dead.
     *
     * @throws RuntimeException when something cannot be removed
     */
    void removeAllOf(RunFolder run) {
        Map<String, String> its = Map.of(DockerLabels.SANDBOX, "true", DockerLabels.RUN, run.runId());
        for (Container found : patiently(OWN, () -> containers(its))) {
            if (DockerLabels.isOf(run, found.getLabels()) && !DockerStay.stays(found)) {
                remove(found.getId());
            }
        }
        for (InspectVolumeResponse found : volumes(its)) {
            if (DockerLabels.isOf(run, found.getLabels())) {
                removeVolume(found.getName(), OWN);
            }
        }
    }

    /** Removes a container with its volumes, and comes back when it is gone, whoever removed it. */
    void remove(String id) {
        remove(id, OWN);
    }

    /** Gives a container a name, and removes the one of ours that had it. */
    void rename(String id, String name) {
        for (Container found : containers(OURS)) {
            if (DockerStay.nameOf(found).equals(name)) {
                remove(found.getId());
            }
        }
        engine.client().renameContainerCmd(id).withName(name).exec();
    }

    private void remove(String id, Duration patience) {
        patiently(patience, () -> {
            try {
                // As long as somebody else is removing it, the engine answers with a conflict.
                engine.client()
                        .removeContainerCmd(id)
                        .withForce(true)
                        .withRemoveVolumes(true)
                        .exec();
            } catch (NotFoundException e) {
                return false;
            }
            return true;
        });
    }

    private void removeVolume(String name, Duration patience) {
        patiently(patience, () -> {
            try {
                engine.client().removeVolumeCmd(name).exec();
            } catch (NotFoundException e) {
                return false;
            }
            return true;
        });
    }

    private List<Container> containers(Map<String, String> labels) {
        return engine.client()
                .listContainersCmd()
                .withShowAll(true)
                .withLabelFilter(labels)
                .exec();
    }

    /** Those that no container uses: the others go with theirs. */
    private List<InspectVolumeResponse> volumes(Map<String, String> labels) {
        List<InspectVolumeResponse> found = engine.client()
                .listVolumesCmd()
                .withDanglingFilter(true)
                .withFilter(
                        "label",
                        labels.entrySet().stream()
                                .map(l -> l.getKey() + "=" + l.getValue())
                                .toList())
                .exec()
                .getVolumes();
        return found == null ? List.of() : found;
    }

    private static boolean isLeftover(RunFolder own, Map<String, String> labels, Instant created, Instant now) {
        return !DockerLabels.isOf(own, labels) && DockerLabels.isLeftover(own, labels, created, now);
    }

    private static Instant created(InspectVolumeResponse volume) {
        Object created = volume.getRawValues().get("CreatedAt");
        return created == null
                ? Instant.EPOCH
                : OffsetDateTime.parse(created.toString()).toInstant();
    }

    private static void tell(String what, Runnable removal) {
        try {
            removal.run();
        } catch (RuntimeException e) {
            System.err.println("cannot remove " + what + ", which an earlier run left: it may hold production data: "
                    + e.getMessage());
        }
    }

    private static <T> T patiently(Duration patience, Supplier<T> request) {
        long end = System.nanoTime() + patience.toNanos();
        while (true) {
            try {
                return request.get();
            } catch (RuntimeException e) {
                if (System.nanoTime() > end || !paused()) {
                    throw e;
                }
            }
        }
    }

    private static boolean paused() {
        try {
            Thread.sleep(PAUSE.toMillis());
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
