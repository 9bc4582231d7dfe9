package io.restoreverifier.outlet;

import io.restoreverifier.model.Outcome;
import java.time.Instant;

/**
 * Somebody outside who hears of a run. Made once a run; {@link #begins(String, Instant)} and {@link #ends(Outcome)} are
 * called by several threads at once, and must return within seconds, since a verification waits for them. Whoever cannot
 * be reached is told by an {@link OutletException}, which makes the run fail: a silence that nobody notices is what this
 * is against. Nothing of it may ever change a verdict.
 */
public interface Outlet {
    /** As the catalog names it, such as {@code notifications: mail}; for messages. */
    String name();

    /**
     * Before anything is verified.
     *
     * @param run its id
     */
    default void runBegins(String run, Instant now) {}

    /** Before an entry is verified. */
    default void begins(String entry, Instant now) {}

    /** An entry has its outcome; masked already. */
    default void ends(Outcome outcome) {}

    /**
     * The run is over, and its report is written.
     *
     * @throws OutletException when not everybody could be told
     */
    void tell(Ending ending);
}
