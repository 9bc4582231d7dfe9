package io.restoreverifier.source;

import io.restoreverifier.model.Artifact;
import io.restoreverifier.model.Finding;
import java.util.List;

/**
 * What a source lists.
 *
 * @param artifacts newest first; those still being written are left out
 * @param findings what was left out and why, what is odd about their times
 */
public record Located(List<Artifact> artifacts, List<Finding> findings) {

    public Located {
        artifacts = List.copyOf(artifacts);
        findings = List.copyOf(findings);
    }
}
