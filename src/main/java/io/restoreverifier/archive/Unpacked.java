package io.restoreverifier.archive;

import io.restoreverifier.model.Finding;
import java.util.List;

/**
 * What unpacking an archive wrote.
 *
 * @param bytes of file data
 * @param leftOut entries that are not directories and lie above what {@code strip} leaves
 * @param findings with an error among them the tree is not complete, and must not be used
 */
public record Unpacked(long files, long directories, long links, long bytes, long leftOut, List<Finding> findings) {

    public Unpacked {
        findings = List.copyOf(findings);
    }

    /** Whether everything was written that the archive holds. */
    public boolean complete() {
        return findings.stream().noneMatch(Finding::isError);
    }
}
