package io.restoreverifier.model;

import java.time.Duration;
import java.time.Instant;

/** How one stage ended and when. Times are wall-clock times of this machine, also when the run is as of another day. */
public record StageResult(Stage stage, Status status, Instant started, Duration duration) {}
