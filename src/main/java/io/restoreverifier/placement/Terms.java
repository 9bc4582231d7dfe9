package io.restoreverifier.placement;

import io.restoreverifier.model.Criticality;
import io.restoreverifier.model.Settings;
import java.time.Duration;
import java.util.Optional;

/**
 * What is asked of the copies of a backup.
 *
 * @param copies how many there must be, production's data among them
 * @param media on how many different media
 * @param elsewhere how many of them must share nothing with production
 * @param lag how much older the newest of a copy may be than that of the source
 * @param proveWithin how often each must be restored
 */
public record Terms(long copies, long media, long elsewhere, Duration lag, Duration proveWithin) {
    private static final Duration NIGHTLY = Duration.ofHours(26);
    private static final Duration MONTHLY = Duration.ofDays(30);

    /** Three copies on two media, one of them elsewhere, of what is critical; nothing is asked of the others. */
    static Terms standard(Criticality criticality, Optional<Duration> rpo) {
        boolean critical = criticality.compareTo(Criticality.CRITICAL) <= 0;
        Duration lag = rpo.orElse(NIGHTLY);
        return critical ? new Terms(3, 2, 1, lag, MONTHLY) : new Terms(0, 0, 0, lag, MONTHLY);
    }

    /** The same with what {@code placement:} says in its place. */
    Terms overriddenBy(Optional<Settings> placement) {
        return placement
                .map(said -> new Terms(
                        said.count("copies").orElse(copies),
                        said.count("media").orElse(media),
                        said.count("elsewhere").orElse(elsewhere),
                        said.duration("lag").orElse(lag),
                        said.duration("prove-within").orElse(proveWithin)))
                .orElse(this);
    }
}
