package io.restoreverifier.model;

import java.time.LocalDate;

/**
 * Why a finding decides nothing, and for how long.
 *
 * @param reason in words of whoever lives with it; never blank
 * @param until the last day on which it counts
 */
public record Ignored(String reason, LocalDate until) {}
