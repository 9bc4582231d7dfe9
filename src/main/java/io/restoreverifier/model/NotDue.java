package io.restoreverifier.model;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A backup that was left out of a run, since it passed not long ago and its {@code every:} asks for no more.
 *
 * @param every how often it must be proven
 * @param passed when it last did
 * @param artifact what was restored then
 * @param due from when on a run takes it in again
 */
public record NotDue(String entry, EntryLabels labels, Duration every, Instant passed, String artifact, Instant due) {

    /** For humans, with times to the second. */
    public String line() {
        return "not due: " + entry + ", PASSED at " + passed.truncatedTo(ChronoUnit.SECONDS) + " with " + artifact
                + ", due again from " + due.truncatedTo(ChronoUnit.SECONDS);
    }
}
