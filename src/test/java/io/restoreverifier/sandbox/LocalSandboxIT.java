package io.restoreverifier.sandbox;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/** Processes of this machine. */
class LocalSandboxIT {
    private static final long MIB = 1L << 20;

    static SandboxRequest request(List<Path> inputs, Duration deadline) {
        return new SandboxRequest(
                "sandbox-test",
                new Equipment("debian:bookworm-slim", "65534:65534", Optional.empty()),
                inputs,
                16 * MIB,
                SandboxLimits.chosen(),
                deadline);
    }

    @Nested
    class HoldsToTheContract extends SandboxContract {
        @TempDir
        Path temporary;

        @Override
        Sandboxes sandboxes() {
            return LocalSandboxes.connect(RunFolder.create(temporary), "a test", Path.of("target/postgresql"));
        }

        @Override
        SandboxRequest request(List<Path> inputs) {
            return LocalSandboxIT.request(inputs, Duration.ofMinutes(5));
        }
    }
}
