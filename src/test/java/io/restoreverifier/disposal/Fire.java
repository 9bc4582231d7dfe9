package io.restoreverifier.disposal;

import com.github.dockerjava.api.DockerClient;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.testcontainers.DockerClientFactory;

/** The range: runs side by side on one machine, each brought to the moment in which it will be hit. */
final class Fire implements AutoCloseable {
    private final Machine machine;
    private final Path engine;
    private final List<RunProcess> runs = new ArrayList<>();
    private final List<StallingEngine> stalling = new ArrayList<>();

    private Fire(Machine machine, Path engine) {
        this.machine = machine;
        this.engine = engine;
    }

    /** On the engine that Testcontainers finds. */
    static Fire onDocker() throws IOException {
        DockerClient client = DockerClientFactory.instance().client();
        URI host = DockerClientFactory.instance().getTransportConfig().getDockerHost();
        // Not beneath the build's own folder, whose path may be too long for a socket.
        return new Fire(
                Machine.with(Files.createTempDirectory("fire"), "docker", new DockerTraces(() -> client)),
                Path.of(host.getPath()));
    }

    /** With processes of this machine for sandboxes. */
    static Fire onThisMachine() throws IOException {
        Path home = Files.createTempDirectory("fire");
        return new Fire(
                Machine.with(home, "local", new LocalTraces(home.resolve("tmp"))), Path.of("/nowhere/docker.sock"));
    }

    static Fire on(OwnEngine own) throws IOException {
        return new Fire(
                Machine.with(Files.createTempDirectory("fire"), "docker", new DockerTraces(own::client)), own.socket());
    }

    Machine machine() {
        return machine;
    }

    /** Starts a run whose console may stand still, and does not wait. */
    RunProcess start(String entry, Moment moment, Map<String, String> environment, String... options)
            throws IOException {
        Map<String, String> all = new HashMap<>(Map.of("DOCKER_HOST", "unix://" + engine));
        all.putAll(environment);
        Path home = Files.createDirectories(machine.home().resolve(entry));
        RunProcess run = RunProcess.start(machine, entry, moment.yaml(home), all, options);
        runs.add(run);
        return run;
    }

    /** Starts a run that will come to a moment. */
    RunProcess start(String entry, Moment moment) throws IOException {
        return start(
                entry,
                moment,
                environment(entry, moment),
                "-D" + RunProgram.STAGE + "=" + (moment.standsStill() ? moment.stage() : "none"));
    }

    /** Starts a run whose one backup has no artifact: it never wants a sandbox. */
    RunProcess startWithoutArtifact(String entry) throws IOException {
        String yaml = "source: {directory: %s, newest: \"*\"}\nrestore: {files: {}}\n"
                .formatted(Files.createDirectories(machine.home().resolve("empty")));
        RunProcess run = RunProcess.start(machine, entry, yaml, Map.of("DOCKER_HOST", "unix://" + engine));
        runs.add(run);
        return run;
    }

    DockerTraces docker() {
        return (DockerTraces) machine.traces();
    }

    Set<String> remains(Map<String, String> labels) {
        return docker().remains("postgres:15", labels);
    }

    /** Starts the main job over an entry that will come to a moment. */
    RunProcess startMaven(String entry, Moment moment) throws IOException {
        RunProcess run = RunProcess.startMaven(
                machine,
                entry,
                moment.yaml(Files.createDirectories(machine.home().resolve(entry))));
        runs.add(run);
        return run;
    }

    /** Starts a run for each moment, and waits until each is in its own. */
    Map<Moment, RunProcess> startAll(String prefix, Collection<Moment> moments) throws Exception {
        Map<Moment, RunProcess> all = new EnumMap<>(Moment.class);
        for (Moment moment : moments) {
            all.put(moment, start(prefix + "-" + moment.name().toLowerCase(Locale.ROOT), moment));
        }
        for (Moment moment : moments.stream()
                .sorted(java.util.Comparator.comparing(m -> !m.passes()))
                .toList()) {
            bring(all.get(moment), moment);
        }
        return all;
    }

    /** Waits for a moment; if it is one that passes, the run is stopped in it. */
    void bring(RunProcess run, Moment moment) throws Exception {
        run.await(run.entry() + " is in " + moment, () -> moment.isReached(run, machine));
        if (moment.passes()) {
            run.signal("STOP");
            org.assertj.core.api.Assertions.assertThat(run.stage()).contains(moment.stage());
        }
    }

    private Map<String, String> environment(String entry, Moment moment) throws IOException {
        if (moment != Moment.CREATED && moment != Moment.STARTING) {
            return Map.of();
        }
        Path socket = machine.home().resolve(entry + ".sock");
        StallingEngine between = moment == Moment.CREATED
                ? StallingEngine.afterCreation(socket, engine)
                : StallingEngine.beforeStart(socket, engine);
        stalling.add(between);
        return between.environment();
    }

    /** What does not end by itself: containers and volumes, not the processes of a restore that goes on without us. */
    static Set<String> lasting(Set<String> traces) {
        return traces.stream().filter(t -> !t.startsWith("process")).collect(Collectors.toSet());
    }

    @Override
    public void close() throws IOException {
        for (RunProcess run : runs) {
            run.destroy();
        }
        for (StallingEngine between : stalling) {
            between.close();
        }
        machine.remove();
    }
}
