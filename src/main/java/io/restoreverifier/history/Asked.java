package io.restoreverifier.history;

import io.restoreverifier.model.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What runs have asked again and again of one entry.
 *
 * @param subject what it was asked of
 * @param first when it was asked first, as of that run
 * @param passed when it held last; empty when it never did
 * @param decided PASSED or FAILED, as it was answered last; empty when nobody could ever tell
 * @param took how long its entry took to come back then, where it held; empty where nobody measured that
 */
public record Asked(
        String entry,
        String check,
        String subject,
        Instant first,
        Optional<Instant> passed,
        Optional<Status> decided,
        Optional<Duration> took) {}
