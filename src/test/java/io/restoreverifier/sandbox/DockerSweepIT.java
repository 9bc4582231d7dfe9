package io.restoreverifier.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.HostConfig;
import io.restoreverifier.model.ImageNames;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is removed of others, and what is not, by what containers and volumes say of themselves. */
class DockerSweepIT {
    @TempDir
    Path temporary;

    private final DockerClient engine = DockerEngine.connect().client();
    private final List<String> made = new ArrayList<>();
    private RunFolder own;
    private Map<String, String> ofADeadRun;

    @BeforeEach
    void liveAndDie() {
        own = RunFolder.create(temporary);
        try (RunFolder dead = RunFolder.create(temporary)) {
            ofADeadRun = DockerLabels.of(dead, "sweep-test", Duration.ofHours(1));
        }
    }

    @AfterEach
    void removeAll() {
        own.close();
        made.forEach(id -> new DockerSweep(DockerEngine.connect()).remove(id));
    }

    @Test
    void whatADeadRunLeftIsRemovedAlsoWhatWasNeverStarted() {
        String container = create(ofADeadRun);
        String volume = engine.createVolumeCmd().withLabels(ofADeadRun).exec().getName();

        sweep();

        assertThat(isThere(container)).isFalse();
        assertThat(engine.listVolumesCmd().exec().getVolumes())
                .noneMatch(v -> v.getName().equals(volume));
    }

    @Test
    void fourRunsSweepAtOnceAndNoneOfThemMinds() throws Exception {
        List<String> containers = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            containers.add(create(ofADeadRun));
            engine.createVolumeCmd().withLabels(ofADeadRun).exec();
        }
        ExecutorService runs = Executors.newFixedThreadPool(4);
        List<Future<?>> swept = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            swept.add(runs.submit(this::sweep));
        }
        for (Future<?> each : swept) {
            each.get();
        }
        runs.shutdown();

        assertThat(containers).noneMatch(this::isThere);
    }

    /** Build agents in containers: the folder is not to be seen from here, whether its run lives or not. */
    @Test
    void aRunWhoseFilesAreNotSeenFromHereIsSparedForAsLongAsItsLease() {
        String live = create(with(DockerLabels.FILES, "mnt:[1]", "io.restoreverifier.parent", "elsewhere"));
        String over = create(
                with(DockerLabels.FILES, "mnt:[1]", "io.restoreverifier.parent", "elsewhere", DockerLabels.LEASE, "0"));

        sweepASecondLater();

        assertThat(isThere(live)).isTrue();
        assertThat(isThere(over)).isFalse();
    }

    @Test
    void aRunOfAnotherMachineIsSparedForAsLongAsItsLease() {
        String live = create(with(DockerLabels.HOST, "other/boot/root"));
        String over = create(with(DockerLabels.HOST, "other/boot/root", DockerLabels.LEASE, "0"));

        sweepASecondLater();

        assertThat(isThere(live)).isTrue();
        assertThat(isThere(over)).isFalse();
    }

    private void sweepASecondLater() {
        try {
            Thread.sleep(1100);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        sweep();
    }

    private void sweep() {
        new DockerSweep(DockerEngine.connect()).sweep(own);
    }

    private Map<String, String> with(String... labels) {
        Map<String, String> all = new HashMap<>(ofADeadRun);
        for (int i = 0; i < labels.length; i += 2) {
            all.put(labels[i], labels[i + 1]);
        }
        return all;
    }

    private String create(Map<String, String> labels) {
        DockerEngine.connect().ensureImage(ImageNames.asWritten().resolve(DockerSandboxIT.IMAGE));
        String id = engine.createContainerCmd(DockerSandboxIT.IMAGE)
                .withCmd("true")
                .withHostConfig(HostConfig.newHostConfig().withNetworkMode("none"))
                .withLabels(labels)
                .exec()
                .getId();
        made.add(id);
        return id;
    }

    private boolean isThere(String container) {
        try {
            engine.inspectContainerCmd(container).exec();
            return true;
        } catch (NotFoundException e) {
            return false;
        }
    }
}
