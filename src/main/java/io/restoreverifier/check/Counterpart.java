package io.restoreverifier.check;

import io.restoreverifier.model.Finding;
import io.restoreverifier.model.Restored;
import java.util.List;
import java.util.Optional;

/**
 * What another backup came back as.
 *
 * @param artifact the name of the one that was restored; empty when there is none
 * @param restored empty when it did not come back
 * @param errors why it did not; empty when it did
 */
public record Counterpart(String artifact, Optional<Restored> restored, List<Finding> errors) {

    public Counterpart {
        errors = List.copyOf(errors);
    }
}
