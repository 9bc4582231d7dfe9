package io.restoreverifier.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class StorageTest {
    private static final long GIB = 1L << 30;

    @Test
    void processesHaveWhatIsNotSetAsideForData() {
        Storage inMemory = Storage.prefer(GIB, SandboxLimits.chosen(), 24 * GIB);
        Storage onDisk = Storage.prefer(100 * GIB, SandboxLimits.chosen(), 24 * GIB);

        assertThat(inMemory.inMemory()).isTrue();
        assertThat(inMemory.memoryBytes()).isEqualTo(inMemory.dataBytes() + GIB + GIB / 2);
        assertThat(inMemory.workingMemory()).isEqualTo(GIB + GIB / 2);
        assertThat(onDisk.inMemory()).isFalse();
        assertThat(onDisk.workingMemory()).isEqualTo(GIB + GIB / 2);
    }

    @Test
    void moreMemoryIsForProcesses() {
        SandboxLimits limits = new SandboxLimits(OptionalLong.of(8 * GIB), OptionalLong.empty());

        assertThat(Storage.prefer(100 * GIB, limits, 24 * GIB).workingMemory()).isEqualTo(8 * GIB);
    }

    @Test
    void dataThatMayTakeAllLeaveProcessesAQuarter() {
        SandboxLimits limits = new SandboxLimits(OptionalLong.of(GIB), OptionalLong.of(2 * GIB));

        Storage storage = Storage.prefer(GIB, limits, 24 * GIB);

        assertThat(storage.inMemory()).isTrue();
        assertThat(storage.workingMemory()).isEqualTo(GIB / 4);
    }
}
