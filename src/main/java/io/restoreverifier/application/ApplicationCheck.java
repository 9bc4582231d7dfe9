package io.restoreverifier.application;

import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.CheckResult;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/** One question put to an application that is ready. Holds only what the catalog says. */
public interface ApplicationCheck {

    /** The name users know it by, such as {@code http}. */
    String name();

    /** Patterns of lines that are counted in the application's log from its start on. */
    default List<Pattern> watched() {
        return List.of();
    }

    /** Ports that nobody but the application may listen on; none where the question is about no port. */
    default List<Integer> ports() {
        return List.of();
    }

    /**
     * Puts the question; checks are put one after the other, in the order of the catalog. The answer is never empty.
     *
     * @param limit how much time is left
     * @throws CannotTell when something keeps it from an answer
     */
    List<CheckResult> put(Visit visit, Duration limit);
}
