package io.restoreverifier.sandbox;

import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.model.AccessMode;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.Mount;
import com.github.dockerjava.api.model.MountType;
import com.github.dockerjava.api.model.Volume;
import com.github.dockerjava.api.model.VolumeOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a container may do and what it sees, as the engine is told when it creates it.
 *
 * @param shared the folder that both sides write to
 * @param inputs read-only, each with where the container sees it
 * @param labels of the container and of its volumes
 */
record DockerConfinement(
        DockerEngine engine,
        SandboxRequest request,
        Storage storage,
        String image,
        Path shared,
        Map<Path, String> inputs,
        Map<String, String> labels) {
    static final String DATA = "/sandbox";
    static final String SHARED = "/shared";
    /** Enough for a server, its parallel workers and a build; a fork bomb ends here. */
    static final long MOST_PROCESSES = 512;

    void configure(CreateContainerCmd create) {
        // The first process is the deadline: the container ends with it, whatever becomes of this process. Nothing in
        // the container can stop or end its first process. It ignores SIGTERM, which would hold up an engine that
        // stops.
        create.withEntrypoint("sleep", Long.toString(request.end().toSeconds()))
                .withCmd()
                .withStopSignal("SIGKILL")
                .withUser(request.equipment().user());
        if (!request.stay().isZero()) {
            create.withLabels(DockerStay.unclaimed(labels));
        }
        HostConfig host = create.getHostConfig();
        if (host == null) {
            throw new IllegalStateException("a container is always created with a host configuration");
        }
        askForNamesInside(host);
        host.withNetworkMode(network())
                .withAutoRemove(true)
                .withReadonlyRootfs(true)
                .withCapDrop(Capability.ALL)
                .withSecurityOpts(List.of("no-new-privileges"))
                .withMemory(storage.memoryBytes())
                .withMemorySwap(storage.memoryBytes())
                .withNanoCPUs(engine.cores() * 1_000_000_000L)
                .withPidsLimit(MOST_PROCESSES)
                .withShmSize(256L << 20)
                .withTmpFs(memoryBacked())
                .withBinds(binds())
                .withMounts(volumes());
    }

    /**
     * Where an application is, its questions for names stay in its own network and are answered there, by whoever binds the
     * port, which needs no right in a network where nobody has one.
     */
    private void askForNamesInside(HostConfig host) {
        if (request.serving() && request.neighbour().isEmpty()) {
            host.withDns("127.0.0.1").withSysctls(Map.of("net.ipv4.ip_unprivileged_port_start", "0"));
        }
    }

    /** None, or that of another sandbox, which has none either: nothing is on it but what the two bring. */
    private String network() {
        return request.neighbour()
                .map(DockerSandbox.class::cast)
                .map(other -> "container:" + other.containerId())
                .orElse("none");
    }

    private Map<String, String> memoryBacked() {
        Map<String, String> mounts = new LinkedHashMap<>();
        mounts.put("/tmp", "rw,exec,nosuid,nodev,size=512m,mode=1777");
        if (storage.inMemory()) {
            mounts.put(DATA, "rw,nosuid,nodev,size=" + storage.dataBytes() + ",mode=1777");
        }
        return mounts;
    }

    private List<Bind> binds() {
        List<Bind> binds = new ArrayList<>();
        binds.add(new Bind(shared.toString(), new Volume(SHARED), AccessMode.rw));
        inputs.forEach((outside, inside) -> binds.add(new Bind(outside.toString(), new Volume(inside), AccessMode.ro)));
        return binds;
    }

    /**
     * Anonymous, so that they go with the container, and labelled, so that they can be told when an engine that died
     * has forgotten whose they were. The image's own are asked for too: the engine would make them without labels.
     */
    private List<Mount> volumes() {
        Set<String> targets = new LinkedHashSet<>(engine.declaredVolumes(image));
        if (!storage.inMemory()) {
            targets.add(DATA);
        }
        targets.removeAll(memoryBacked().keySet());
        return targets.stream()
                .map(target -> new Mount()
                        .withType(MountType.VOLUME)
                        .withTarget(target)
                        .withVolumeOptions(new VolumeOptions().withLabels(DockerLabels.ofVolume(labels))))
                .toList();
    }
}
