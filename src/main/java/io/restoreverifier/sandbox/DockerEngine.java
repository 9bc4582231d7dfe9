package io.restoreverifier.sandbox;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectImageResponse;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.ContainerConfig;
import com.github.dockerjava.api.model.Info;
import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.FindingCode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.testcontainers.DockerClientFactory;

/** The Docker engine that Testcontainers found: its images and what room it has. */
final class DockerEngine {
    private static final Duration PULL_LIMIT = Duration.ofMinutes(15);
    private static final String NO_ENGINE_HINT =
            "start the Docker engine and check that `docker info` works for this user; behind it stands: ";

    private final DockerClient client;
    private final Info info;
    private final ConcurrentHashMap<String, Object> pulls = new ConcurrentHashMap<>();

    private DockerEngine(DockerClient client, Info info) {
        this.client = client;
        this.info = info;
    }

    /** @throws CannotTell SANDBOX_UNAVAILABLE when there is no engine, or Testcontainers cannot use it */
    static DockerEngine connect() {
        try {
            Ryuk.ensure();
            DockerClient client = DockerClientFactory.instance().client();
            refuseAnother(DockerClientFactory.instance().getTransportConfig().getDockerHost());
            return new DockerEngine(client, client.infoCmd().exec());
        } catch (CannotTell e) {
            throw e;
        } catch (RuntimeException e) {
            throw new CannotTell(
                    FindingCode.SANDBOX_UNAVAILABLE, "no Docker engine can be used", NO_ENGINE_HINT + reason(e), e);
        }
    }

    /** Testcontainers takes another engine when the one that DOCKER_HOST names does not answer. */
    private static void refuseAnother(URI found) {
        String wanted = System.getenv("DOCKER_HOST");
        if (wanted != null && !wanted.isBlank() && !URI.create(wanted.strip()).equals(found)) {
            throw new CannotTell(
                    FindingCode.SANDBOX_UNAVAILABLE,
                    "no Docker engine can be used: the one that DOCKER_HOST names does not answer",
                    "start the engine at " + wanted.strip() + ", or unset DOCKER_HOST to use the one at " + found);
        }
    }

    DockerClient client() {
        return client;
    }

    String version() {
        return String.valueOf(info.getServerVersion());
    }

    /** Whether the engine is still there. */
    boolean answers() {
        try {
            client.pingCmd().exec();
            return true;
        } catch (RuntimeException e) {
            return false;
        }
    }

    /** Fetches an image unless it is there; threads that want the same one wait for each other. */
    void ensureImage(String image) {
        synchronized (pulls.computeIfAbsent(image, i -> new Object())) {
            if (!isPresent(image)) {
                pull(image);
            }
        }
    }

    /** What an image really is: its digest in a registry, or its id when it was built here. */
    String digest(String image) {
        InspectImageResponse found = client.inspectImageCmd(image).exec();
        List<String> digests = found.getRepoDigests();
        return digests == null || digests.isEmpty() ? String.valueOf(found.getId()) : digests.get(0);
    }

    /** Where an image wants volumes of its own. */
    Set<String> declaredVolumes(String image) {
        ContainerConfig config = client.inspectImageCmd(image).exec().getConfig();
        Map<String, ?> declared = config == null ? null : config.getVolumes();
        return declared == null ? Set.of() : Set.copyOf(declared.keySet());
    }

    /** The time by the engine's own clock, which is the one that its containers were created by. */
    Instant now() {
        String time = client.infoCmd().exec().getSystemTime();
        return time == null ? Instant.now() : OffsetDateTime.parse(time).toInstant();
    }

    /** Memory that could be used now, in bytes; a quarter of all when the engine is not on this machine. */
    long availableMemory() {
        Long total = info.getMemTotal();
        long all = total == null ? 2L << 30 : total;
        return Memory.available().orElse(all / 4);
    }

    /** Free space where the engine keeps its volumes, in bytes; empty when that cannot be seen from here. */
    OptionalLong freeDisk() {
        try {
            Path root = Path.of(String.valueOf(info.getDockerRootDir()));
            return Files.isDirectory(root)
                    ? OptionalLong.of(Files.getFileStore(root).getUsableSpace())
                    : OptionalLong.empty();
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }

    int cores() {
        Integer cores = info.getNCPU();
        return cores == null ? 1 : cores;
    }

    private boolean isPresent(String image) {
        try {
            client.inspectImageCmd(image).exec();
            return true;
        } catch (NotFoundException e) {
            return false;
        } catch (RuntimeException e) {
            throw gone(e);
        }
    }

    private void pull(String image) {
        String hint = "pull or build it on the engine: `docker pull " + image + "`, or name another with `image:`";
        try {
            boolean done = client.pullImageCmd(image).start().awaitCompletion(PULL_LIMIT.toSeconds(), TimeUnit.SECONDS);
            if (!done) {
                throw new CannotTell(
                        FindingCode.IMAGE_UNAVAILABLE, "image " + image + " was not fetched within 15 minutes", hint);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotTell(FindingCode.INTERRUPTED, "interrupted while fetching image " + image, "", e);
        } catch (DockerException e) {
            throw new CannotTell(
                    FindingCode.IMAGE_UNAVAILABLE, "image " + image + " cannot be had: " + reason(e), hint, e);
        }
    }

    /** The exception for an engine that does not answer any more. */
    static CannotTell gone(Throwable cause) {
        return new CannotTell(
                FindingCode.SANDBOX_UNAVAILABLE,
                "the Docker engine does not do what it is asked: " + reason(cause),
                "look at the engine's own log, then run again",
                cause);
    }

    private static String reason(Throwable thrown) {
        String message = String.valueOf(thrown.getMessage()).strip();
        String line = message.lines().findFirst().orElse(thrown.getClass().getSimpleName());
        return line.length() > 300 ? line.substring(0, 300) + "..." : line;
    }
}
