package io.restoreverifier.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.dockerjava.api.model.Container;
import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.ImageNames;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Containers on a real engine. */
class DockerSandboxIT {
    static final String IMAGE = "postgres:15";
    private static final long MIB = 1L << 20;

    static SandboxRequest request(List<Path> inputs, SandboxLimits limits, Duration deadline) {
        return new SandboxRequest(
                "sandbox-test", new Equipment(IMAGE, "postgres", Optional.empty()), inputs, 16 * MIB, limits, deadline);
    }

    static SandboxLimits limits(long memoryMib, long diskMib) {
        return new SandboxLimits(OptionalLong.of(memoryMib * MIB), OptionalLong.of(diskMib * MIB));
    }

    @Nested
    class HoldsToTheContract extends IsolatedSandboxContract {
        @TempDir
        Path temporary;

        @Override
        Sandboxes sandboxes() {
            return DockerSandboxes.connect(RunFolder.create(temporary), ImageNames.asWritten());
        }

        @Override
        SandboxRequest request(List<Path> inputs, Duration deadline) {
            return DockerSandboxIT.request(inputs, SandboxLimits.chosen(), deadline);
        }

        @Test
        void thereAreNoCapabilitiesAndNoWayToGetSome() {
            assertThat(output("grep -E '^(CapEff|CapBnd|NoNewPrivs)' /proc/self/status"))
                    .containsExactlyInAnyOrder(
                            "CapBnd:\t0000000000000000", "CapEff:\t0000000000000000", "NoNewPrivs:\t1");
        }

        @Test
        void theImageIsReadOnly() {
            assertThat(status("touch /var/lib/file")).isNotZero();
        }

        @Test
        void noRoutesButThatOfLoopback() {
            assertThat(output("tail -n +2 /proc/net/route; cut -c 1-32 /proc/net/ipv6_route | grep -v '^0*1\\?$'"))
                    .isEmpty();
        }

        @Test
        void theNumberOfProcessesIsLimited() {
            assertThat(output("cat /sys/fs/cgroup/pids.max /sys/fs/cgroup/pids/pids.max 2>/dev/null"))
                    .containsExactly("512");
        }

        @Test
        void theReportLearnsImageAndDigest() {
            SandboxInfo info = sandbox().info();

            assertThat(info.notes().get(0))
                    .startsWith("sandbox: docker, image postgres:15 (")
                    .contains("sha256:");
        }
    }

    private RunFolder folder;
    private DockerSandboxes sandboxes;

    @TempDir
    Path temporary;

    @BeforeEach
    void connect() {
        folder = RunFolder.create(temporary);
        sandboxes = DockerSandboxes.connect(folder, ImageNames.asWritten());
    }

    @AfterEach
    void disconnect() {
        sandboxes.close();
        folder.close();
        assertThat(containers(folder.runId())).as("left behind").isEmpty();
    }

    @Test
    void aContainerEndsByItselfAtItsDeadline() {
        Sandbox sandbox = sandboxes.open(request(List.of(), SandboxLimits.chosen(), Duration.ofSeconds(3)));
        sandbox.start(Command.shell(Duration.ofMinutes(1), "trap '' TERM; while :; do sleep 1; done"));

        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> containers(folder.runId()).isEmpty());
    }

    @Test
    void memoryThatRunsOutIsToldAsSuch() {
        try (Sandbox sandbox = sandboxes.open(request(List.of(), limits(64, 16), Duration.ofMinutes(1)))) {
            int status = sandbox.run(
                    Command.shell(Duration.ofSeconds(30), "perl -e '$x = \"x\" x 200_000_000; print length $x'"),
                    LineConsumer.ignoring());

            assertThat(status).isNotZero();
            assertThat(sandbox.exhaustion()).hasValueSatisfying(e -> {
                assertThat(e.code()).isEqualTo(FindingCode.OUT_OF_MEMORY);
                assertThat(e)
                        .hasMessage("the sandbox ran out of memory; storage: in memory, at most 16 MiB; memory "
                                + "limit 64 MiB");
            });
        }
    }

    @Test
    void diskThatRunsOutIsToldAsSuch() {
        try (Sandbox sandbox = sandboxes.open(request(List.of(), limits(256, 16), Duration.ofMinutes(1)))) {
            int status = sandbox.run(
                    Command.shell(Duration.ofSeconds(30), "head -c 40000000 /dev/zero > /sandbox/file"),
                    LineConsumer.ignoring());

            assertThat(status).isNotZero();
            assertThat(sandbox.exhaustion())
                    .hasValueSatisfying(e -> assertThat(e.code()).isEqualTo(FindingCode.OUT_OF_DISK));
        }
    }

    @Test
    void whatIsTooLargeForMemoryLiesInAVolumeThatGoesWithTheContainer() {
        long volumes = volumes();
        try (Sandbox sandbox = sandboxes.open(request(
                List.of(),
                new SandboxLimits(OptionalLong.empty(), OptionalLong.of(5000 * MIB)),
                Duration.ofMinutes(1)))) {
            assertThat(sandbox.info().facts())
                    .anyMatch(f -> f.startsWith("storage: volume on disk, needs about 5,000 MiB"));
            assertThat(sandbox.run(
                            Command.shell(
                                    Duration.ofSeconds(20), "mkdir /sandbox/cluster && echo x > /sandbox/cluster/f"),
                            LineConsumer.ignoring()))
                    .isZero();
            assertThat(volumes()).isEqualTo(volumes + 1);
        }
        assertThat(volumes()).isEqualTo(volumes);
    }

    private static long volumes() {
        return Objects.requireNonNullElse(engine().listVolumesCmd().exec().getVolumes(), List.of())
                .size();
    }

    @Test
    void anImageThatCannotBeHadIsToldAsSuch() {
        SandboxRequest request = new SandboxRequest(
                "sandbox-test",
                new Equipment("localhost:1/no-such-image:1", "postgres", Optional.empty()),
                List.of(),
                MIB,
                SandboxLimits.chosen(),
                Duration.ofMinutes(1));

        assertThatThrownBy(() -> sandboxes.open(request))
                .isInstanceOfSatisfying(
                        CannotTell.class, e -> assertThat(e.code()).isEqualTo(FindingCode.IMAGE_UNAVAILABLE))
                .hasMessageStartingWith("image localhost:1/no-such-image:1 cannot be had: ");
    }

    @Test
    void whatALiveRunUsesIsSparedAndWhatADeadOneLeftIsRemoved() {
        RunFolder other = RunFolder.create(temporary);
        DockerSandboxes live = DockerSandboxes.connect(other, ImageNames.asWritten());
        live.open(request(List.of(), SandboxLimits.chosen(), Duration.ofMinutes(5)));

        DockerSandboxes.connect(folder, ImageNames.asWritten()).close();
        assertThat(containers(other.runId())).as("while its run lives").hasSize(1);

        other.close();
        DockerSandboxes.connect(folder, ImageNames.asWritten()).close();
        assertThat(containers(other.runId())).as("after its run has died").isEmpty();
        live.close();
    }

    @Test
    void aLiveRunThatKeepsItsTemporaryFilesElsewhereIsSpared(@TempDir Path elsewhere) {
        try (RunFolder other = RunFolder.create(elsewhere);
                DockerSandboxes live = DockerSandboxes.connect(other, ImageNames.asWritten())) {
            live.open(request(List.of(), SandboxLimits.chosen(), Duration.ofMinutes(5)));

            DockerSandboxes.connect(folder, ImageNames.asWritten()).close();

            assertThat(containers(other.runId())).hasSize(1);
        }
    }

    @Test
    void aContainerRemovedByHandIsToldAsGone() {
        Sandbox sandbox = sandboxes.open(request(List.of(), SandboxLimits.chosen(), Duration.ofMinutes(1)));
        containers(folder.runId())
                .forEach(c ->
                        engine().removeContainerCmd(c.getId()).withForce(true).exec());

        assertThatThrownBy(() -> sandbox.run(Command.of(Duration.ofSeconds(5), "true"), LineConsumer.ignoring()))
                .isInstanceOfSatisfying(
                        CannotTell.class, e -> assertThat(e.code()).isEqualTo(FindingCode.SANDBOX_UNAVAILABLE));
        assertThat(sandbox.exhaustion())
                .as("what explains the failures of others that use it")
                .hasValueSatisfying(e -> assertThat(e).hasMessage("the container is gone while it was in use"));
        sandbox.close();
    }

    private static List<Container> containers(String runId) {
        return engine().listContainersCmd()
                .withShowAll(true)
                .withLabelFilter(Map.of(DockerLabels.RUN, runId))
                .exec();
    }

    private static com.github.dockerjava.api.DockerClient engine() {
        return DockerEngine.connect().client();
    }
}
