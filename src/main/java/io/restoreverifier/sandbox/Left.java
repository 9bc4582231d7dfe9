package io.restoreverifier.sandbox;

import java.time.Instant;

/**
 * A sandbox that was left for a look.
 *
 * @param name by which its engine knows it
 * @param until when it ends by itself, and goes with all that is in it
 */
public record Left(String name, Instant until) {}
