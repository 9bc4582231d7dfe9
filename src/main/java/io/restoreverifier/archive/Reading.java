package io.restoreverifier.archive;

import io.restoreverifier.model.Severity;
import java.util.List;

/**
 * How reading an archive went.
 *
 * @param entries that were seen, the unreadable one excluded
 * @param bytes of data that these entries held
 * @param damages what is wrong with the archive; empty when it was read to its proper end
 * @param stopped whether the visitor asked to stop before the end
 */
public record Reading(long entries, long bytes, List<Damage> damages, boolean stopped) {

    public Reading {
        damages = List.copyOf(damages);
    }

    /** Whether it was read to its end and nothing but warnings were found. */
    public boolean whole() {
        return !stopped && damages.stream().noneMatch(d -> d.severity() == Severity.ERROR);
    }
}
