package io.restoreverifier.sandbox;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * Whether this machine has a Docker engine at all. One that is there and does not answer is an outage that somebody must
 * hear of, and no reason to go on with less isolation than the night before.
 *
 * @param environment of this process
 * @param home of the user
 * @param user for the message
 */
public record NoEngine(Map<String, String> environment, Path home, String user) {

    public NoEngine {
        environment = Map.copyOf(environment);
    }

    /** Of this process. */
    public static NoEngine here() {
        return new NoEngine(
                System.getenv(), Path.of(System.getProperty("user.home", "/")), System.getProperty("user.name", ""));
    }

    /** Why there is none that this user could use; empty when there is one, or somebody said there is. */
    public Optional<String> reason() {
        if (isNamed() || System.getProperty("os.name", "").startsWith("Windows")) {
            return Optional.empty();
        }
        List<Path> sockets = sockets().stream().filter(Files::exists).toList();
        if (sockets.isEmpty()) {
            return Optional.of("there is no Docker engine");
        }
        return sockets.stream().anyMatch(Files::isWritable)
                ? Optional.empty()
                : Optional.of("the Docker engine at " + sockets.get(0) + " is not for user " + user);
    }

    private boolean isNamed() {
        String host = environment.getOrDefault("DOCKER_HOST", "");
        if (!host.isBlank()) {
            return true;
        }
        Properties settings = new Properties();
        try {
            settings.load(new StringReader(Files.readString(home.resolve(".testcontainers.properties"))));
        } catch (IOException e) {
            return false;
        }
        return settings.containsKey("docker.host") || settings.containsKey("tc.host");
    }

    /** Where Testcontainers looks. */
    private List<Path> sockets() {
        List<Path> sockets = new ArrayList<>(List.of(Path.of("/var/run/docker.sock")));
        String runtime = environment.getOrDefault("XDG_RUNTIME_DIR", "");
        if (!runtime.isBlank()) {
            sockets.add(Path.of(runtime, "docker.sock"));
        }
        sockets.add(home.resolve(".docker/run/docker.sock"));
        sockets.add(home.resolve(".docker/desktop/docker.sock"));
        return sockets;
    }
}
