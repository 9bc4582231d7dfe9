package io.restoreverifier.sandbox;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What somebody needs of a sandbox.
 *
 * @param entry the backup it is for, for its labels
 * @param equipment what it must hold
 * @param inputs files or folders that commands see read-only; they must be readable by others
 * @param space what the data folder must hold, in bytes
 * @param limits what it may use
 * @param deadline when it ends by itself, counted from its start
 * @param neighbour an open one, of the same kind of sandboxes, whose network it shares; empty: it has one of its own, on
 *     which is nobody else
 * @param serving whether one of its commands listens on that network and others connect to it
 * @param stay how long it may be left for a look when it is done; zero: not at all
 */
public record SandboxRequest(
        String entry,
        Equipment equipment,
        List<Path> inputs,
        long space,
        SandboxLimits limits,
        Duration deadline,
        Optional<Sandbox> neighbour,
        boolean serving,
        Duration stay) {

    public SandboxRequest {
        inputs = List.copyOf(inputs);
    }

    /** One that stands alone. */
    public SandboxRequest(
            String entry, Equipment equipment, List<Path> inputs, long space, SandboxLimits limits, Duration deadline) {
        this(entry, equipment, inputs, space, limits, deadline, Optional.empty(), false, Duration.ZERO);
    }

    /** The same for what serves others, in the network of a sandbox that stays open as long as this one, if there is one. */
    public SandboxRequest serving(Optional<Sandbox> beside) {
        return new SandboxRequest(entry, equipment, inputs, space, limits, deadline, beside, true, stay);
    }

    /** The same, which may be left for some time. */
    SandboxRequest staying(Duration time) {
        return new SandboxRequest(entry, equipment, inputs, space, limits, deadline, neighbour, serving, time);
    }

    /** When it ends by itself, also when it was left, counted from its start. */
    Duration end() {
        return deadline.plus(stay);
    }
}
