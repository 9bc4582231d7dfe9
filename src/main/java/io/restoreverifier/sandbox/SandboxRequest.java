package io.restoreverifier.sandbox;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What somebody needs of a sandbox.
 *
 * @param entry the backup it is for, for its labels
 * @param equipment what it must hold
 * @param inputs files or folders that commands see read-only; they must be readable by others
 * @param space what the data folder must hold, in bytes
 * @param limits what it may use
 * @param deadline when it ends by itself, counted from its start
 */
public record SandboxRequest(
        String entry, Equipment equipment, List<Path> inputs, long space, SandboxLimits limits, Duration deadline) {

    public SandboxRequest {
        inputs = List.copyOf(inputs);
    }
}
