package io.restoreverifier.restore;

import io.restoreverifier.model.Attachment;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.Restored;
import java.util.List;
import java.util.Optional;

/**
 * How a restore ended.
 *
 * @param restored what came back, also when it came back with errors; empty when nothing usable did
 * @param findings what is wrong; an error among them, or nothing restored, fails the backup
 */
public record Restoration(Optional<Restored> restored, List<Finding> findings, List<Attachment> attachments) {

    public Restoration {
        findings = List.copyOf(findings);
        attachments = List.copyOf(attachments);
    }
}
