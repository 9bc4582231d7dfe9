package io.restoreverifier.model;

import java.util.List;
import java.util.Optional;

/** What came back, as far as it has nothing to say: no notes, no log, nothing that ran out, nothing to end. */
public interface QuietRestored extends Restored {
    @Override
    default List<String> notes() {
        return List.of();
    }

    @Override
    default Optional<CannotTell> exhaustion() {
        return Optional.empty();
    }

    @Override
    default String log() {
        return "";
    }

    @Override
    default void close() {}
}
