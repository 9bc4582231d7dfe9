package io.restoreverifier.coverage;

import io.restoreverifier.model.Finding;
import java.util.List;

/**
 * What one look at a place has shown.
 *
 * @param count how many things there are; {@code things} of artifacts are fewer, since those that an entry takes are left
 *     out and others are put together
 * @param troubles what could not be looked at: errors of COULD_NOT_VERIFY
 */
record Seen(long count, List<Thing> things, List<Finding> troubles) {
    Seen {
        things = List.copyOf(things);
        troubles = List.copyOf(troubles);
    }
}
