package io.restoreverifier.disposal;

import static org.junit.jupiter.api.Assertions.fail;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;
import org.testcontainers.shaded.com.github.dockerjava.core.DefaultDockerClientConfig;
import org.testcontainers.shaded.com.github.dockerjava.core.DockerClientImpl;

/** A Docker engine for one test alone, which may be ended as the machine's own must not be. */
final class OwnEngine implements AutoCloseable {
    private static final Duration SOON = Duration.ofSeconds(60);

    private final Path home;
    private Process process;

    private OwnEngine(Path home) {
        this.home = home;
    }

    /** Starts one with an image of the machine's own engine; a machine that cannot have one fails where CI=true. */
    static OwnEngine with(String image) throws IOException, InterruptedException {
        require();
        OwnEngine engine = new OwnEngine(Files.createTempDirectory("engine"));
        engine.start();
        Process save = new ProcessBuilder("docker", "save", image)
                .redirectError(engine.log())
                .start();
        Process load = new ProcessBuilder("docker", "-H", "unix://" + engine.socket(), "load")
                .redirectErrorStream(true)
                .redirectOutput(engine.home.resolve("load").toFile())
                .start();
        try (var out = save.getInputStream();
                var in = load.getOutputStream()) {
            out.transferTo(in);
        }
        if (load.waitFor() != 0) {
            throw new IllegalStateException(Files.readString(engine.home.resolve("load")));
        }
        return engine;
    }

    private static void require() {
        boolean dockerd = Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "dockerd")));
        if (dockerd && "root".equals(System.getProperty("user.name"))) {
            return;
        }
        String missing =
                "*** MISSING: a Docker engine of the test's own *** nobody saw what becomes of sandboxes when the "
                        + "engine is restarted: run bin/test as root where dockerd is installed";
        if ("true".equals(System.getenv("CI"))) {
            fail(missing);
        }
        System.err.println(missing);
        Assumptions.abort(missing);
    }

    Path socket() {
        return home.resolve("docker.sock");
    }

    DockerClient client() {
        var config = DefaultDockerClientConfig.createDefaultConfigBuilder()
                .withDockerHost("unix://" + socket())
                .build();
        return DockerClientImpl.getInstance(
                config,
                new ZerodepDockerHttpClient.Builder()
                        .dockerHost(config.getDockerHost())
                        .build());
    }

    void start() throws IOException {
        // Where nobody collects orphans, the dead containerd stays as a zombie, and dockerd waits for it for ever.
        Files.deleteIfExists(home.resolve("exec/containerd/containerd.pid"));
        // In a network of its own: an engine without a bridge removes docker0, which is that of the machine's engine.
        process = new ProcessBuilder(
                        "unshare",
                        "--net",
                        "dockerd",
                        "--data-root=" + home.resolve("data"),
                        "--exec-root=" + home.resolve("exec"),
                        "--pidfile=" + home.resolve("pid"),
                        "--host=unix://" + socket(),
                        "--bridge=none",
                        "--iptables=false",
                        "--ip6tables=false")
                .redirectErrorStream(true)
                .redirectOutput(log())
                .start();
        Awaitility.await("an engine of its own")
                .atMost(SOON)
                .pollInterval(Duration.ofMillis(100))
                .ignoreExceptions()
                .until(() -> client().pingCmd().exec() == null);
    }

    void startUnlessAlive() throws IOException {
        if (!process.isAlive()) {
            start();
        }
    }

    /** Ends it as an upgrade does: it stops its containers first. */
    void stop() throws InterruptedException {
        process.destroy();
        awaitEnd();
    }

    /** Ends it as a fault does: its containers live on. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        awaitEnd();
    }

    private void awaitEnd() throws InterruptedException {
        if (!process.waitFor(SOON.toSeconds(), TimeUnit.SECONDS)) {
            throw new IllegalStateException("the engine does not end");
        }
    }

    private ProcessBuilder.Redirect log() {
        return ProcessBuilder.Redirect.appendTo(home.resolve("log").toFile());
    }

    @Override
    public void close() throws IOException, InterruptedException {
        stop();
        ProcessHandle.allProcesses()
                .filter(p -> p.info().commandLine().orElse("").contains(home.toString()))
                .forEach(ProcessHandle::destroyForcibly);
        List<String> mounts = new ArrayList<>(Files.readAllLines(Path.of("/proc/mounts")));
        Collections.reverse(mounts);
        for (String mount : mounts) {
            String where = mount.split(" ")[1];
            if (where.startsWith(home + "/")) {
                run("umount", "--lazy", where);
            }
        }
        run("rm", "-rf", "--one-file-system", home.toString());
    }

    private static void run(String... command) throws IOException, InterruptedException {
        new ProcessBuilder(command).inheritIO().start().waitFor();
    }
}
