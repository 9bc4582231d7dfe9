package io.restoreverifier.sandbox;

import java.util.OptionalLong;

/**
 * What a sandbox may use, where the catalog says so; what it leaves open is chosen by the size of the artifact.
 *
 * @param memory for processes and memory-backed storage together, in bytes
 * @param disk size of the data folder, in bytes
 */
public record SandboxLimits(OptionalLong memory, OptionalLong disk) {

    public static SandboxLimits chosen() {
        return new SandboxLimits(OptionalLong.empty(), OptionalLong.empty());
    }
}
