package io.restoreverifier.sandbox;

import io.restoreverifier.model.CannotTell;

/** Makes sandboxes of one kind. Safe for use by several threads; closed by the run that opened it. */
public interface Sandboxes extends AutoCloseable {

    /** {@code docker} or {@code local}, for the report. */
    String kind();

    /** One line for the top of the report: what it is, why, what it isolates and what it does not. */
    String description();

    /**
     * Makes sure that equipment can be used, and fetches it when it is not there yet: its time counts for nothing.
     *
     * @throws CannotTell SANDBOX_UNAVAILABLE or IMAGE_UNAVAILABLE
     */
    void prepare(Equipment equipment);

    /**
     * Opens a sandbox; the caller closes it.
     *
     * @throws CannotTell SANDBOX_UNAVAILABLE, IMAGE_UNAVAILABLE, or OUT_OF_DISK and OUT_OF_MEMORY when what is asked
     *     for is not there to begin with
     */
    Sandbox open(SandboxRequest request);

    /**
     * Removes what is left of every sandbox that this one opened, and of those of runs that have died meanwhile. No
     * sandbox is opened any more. May be called twice: what was still being opened is found by the second call.
     *
     * @throws RuntimeException when something of its own could not be removed
     */
    @Override
    void close();
}
