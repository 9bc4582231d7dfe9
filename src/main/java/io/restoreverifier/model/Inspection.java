package io.restoreverifier.model;

import java.util.List;
import java.util.Optional;

/**
 * What could be told of an artifact without restoring it.
 *
 * @param format as recognised by content
 * @param contents the dump's table of contents; empty for archives and for formats that have none
 * @param expandedBytes what it will take once restored, as far as that can be told; at least the artifact's size
 * @param findings what is wrong with it; with an error among them nothing is restored
 */
public record Inspection(
        Format format,
        Optional<TableOfContents> contents,
        long expandedBytes,
        List<Finding> findings,
        List<Attachment> attachments) {

    public Inspection {
        findings = List.copyOf(findings);
        attachments = List.copyOf(attachments);
    }
}
