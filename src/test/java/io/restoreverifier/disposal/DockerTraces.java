package io.restoreverifier.disposal;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.command.InspectVolumeResponse;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.HostConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Containers, their volumes and their processes on an engine. */
record DockerTraces(Supplier<DockerClient> engine) implements Traces {

    @Override
    public Set<String> of(RunProcess run) {
        Set<String> all = new TreeSet<>();
        for (Container container : containers(run.entry())) {
            all.add("container " + container.getId());
            container.getMounts().stream()
                    .filter(m -> m.getName() != null)
                    .forEach(m -> all.add("volume " + m.getName()));
            processes(container.getId()).forEach(pid -> all.add("process " + pid + " of " + container.getId()));
        }
        return all;
    }

    List<Container> containers(String entry) {
        return engine.get()
                .listContainersCmd()
                .withShowAll(true)
                .withLabelFilter(Map.of("io.restoreverifier.entry", entry))
                .exec();
    }

    InspectContainerResponse inspect(String entry) {
        return engine.get()
                .inspectContainerCmd(containers(entry).get(0).getId())
                .exec();
    }

    List<InspectVolumeResponse> volumesOf(Container container) {
        return container.getMounts().stream()
                .filter(m -> m.getName() != null)
                .map(m -> engine.get().inspectVolumeCmd(m.getName()).exec())
                .toList();
    }

    /** Makes what an engine may have after a crash: a container never started, one that has ended, a volume alone. */
    Set<String> remains(String image, Map<String, String> labels) {
        String created = create(image, labels);
        String ended = create(image, labels);
        engine.get().startContainerCmd(ended).exec();
        String volume = engine.get().createVolumeCmd().withLabels(labels).exec().getName();
        return new TreeSet<>(Set.of("container " + created, "container " + ended, "volume " + volume));
    }

    private String create(String image, Map<String, String> labels) {
        return engine.get()
                .createContainerCmd(image)
                .withCmd("true")
                .withHostConfig(HostConfig.newHostConfig().withNetworkMode("none"))
                .withLabels(labels)
                .exec()
                .getId();
    }

    @Override
    public Set<String> left(Set<String> before) {
        return before.stream().filter(this::isThere).collect(Collectors.toCollection(TreeSet::new));
    }

    @Override
    public boolean stayUntilTheNextRun() {
        return true;
    }

    /** Networks that are not the engine's own and bear a label of ours or of Testcontainers. */
    List<String> networks() {
        return engine.get().listNetworksCmd().exec().stream()
                .filter(n -> Objects.requireNonNullElse(n.getLabels(), Map.<String, String>of()).keySet().stream()
                        .anyMatch(l -> l.startsWith("io.restoreverifier") || l.startsWith("org.testcontainers")))
                .map(n -> n.getName())
                .toList();
    }

    private boolean isThere(String trace) {
        String[] words = trace.split(" ");
        try {
            switch (words[0]) {
                case "container" -> engine.get().inspectContainerCmd(words[1]).exec();
                case "volume" -> engine.get().inspectVolumeCmd(words[1]).exec();
                default -> {
                    return processes(words[3]).contains(words[1]);
                }
            }
            return true;
        } catch (NotFoundException e) {
            return false;
        }
    }

    private static List<String> processes(String container) {
        try (Stream<Path> all = Files.list(Path.of("/proc"))) {
            return all.filter(p -> p.getFileName().toString().matches("\\d+"))
                    .filter(p -> isIn(p, container))
                    .map(p -> p.getFileName().toString())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isIn(Path process, String container) {
        try {
            return Files.readString(process.resolve("cgroup")).contains(container);
        } catch (IOException e) {
            return false;
        }
    }
}
