package io.restoreverifier.sandbox;

/**
 * What there is for all sandboxes of a run together.
 *
 * @param memory bytes that could be used when the run began
 * @param disk bytes that were free then; {@link Long#MAX_VALUE} where that cannot be seen
 */
public record Capacity(long memory, long disk) {
    /** For whoever has no reason to wait. */
    public static final Capacity UNLIMITED = new Capacity(Long.MAX_VALUE, Long.MAX_VALUE);
}
