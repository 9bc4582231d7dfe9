package io.restoreverifier.placement;

import io.restoreverifier.model.Artifact;
import java.util.List;

/**
 * What a run sees of a copy.
 *
 * @param artifacts newest first; empty when there is none
 * @param sameBytes whether they must be those of the source byte for byte: what is encrypted anew is not
 */
public record Seen(Standing copy, List<Artifact> artifacts, boolean sameBytes) {
    public Seen {
        artifacts = List.copyOf(artifacts);
    }
}
