package io.restoreverifier.source;

import io.restoreverifier.model.CannotTell;
import java.time.Duration;
import java.util.Optional;

/** The check that a place of artifacts has of its own, such as {@code restic check}. */
public interface OwnCheck {
    /** As people would type it. */
    String command();

    /**
     * Runs it. Reads, and repairs nothing.
     *
     * @return what it found wrong; empty when it said that it found nothing
     * @throws CannotTell when it says neither within the limit
     */
    Optional<String> damage(Duration limit);
}
