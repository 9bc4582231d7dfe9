package io.restoreverifier.application;

import io.restoreverifier.model.Attachment;
import io.restoreverifier.model.Finding;
import java.util.List;
import java.util.Optional;

/**
 * How a start ended.
 *
 * @param application ready to be asked, for the caller to close; empty when it did not come so far
 * @param findings why not; empty when it did
 */
public record Launch(Optional<StartedApplication> application, List<Finding> findings, List<Attachment> attachments) {

    public Launch {
        findings = List.copyOf(findings);
        attachments = List.copyOf(attachments);
    }
}
