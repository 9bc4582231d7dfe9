package io.restoreverifier.history;

import java.time.Instant;

/**
 * That a backup was PASSED.
 *
 * @param at when its verification began, by the real clock
 * @param declaration a digest of the file that declared it: what was proven holds for that declaration alone
 * @param artifact the name of what was restored
 */
public record Proof(Instant at, String declaration, String artifact) {}
