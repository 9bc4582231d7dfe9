package io.restoreverifier.model;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What could be told of an artifact without restoring it.
 *
 * @param format as recognised by content
 * @param contents the dump's table of contents; empty for archives and for formats that have none
 * @param expandedBytes what it will take once restored, as far as that can be told; at least the artifact's size
 * @param selfChecking whether the format's own checksums cover all the data it holds (zlib blocks of a dump, gzip), and
 *     they held: without that a flipped byte in a value cannot be seen but by a checksum beside the artifact. The names
 *     and definitions of a dump are covered by no format
 * @param physical what the archive says of the physical backup of PostgreSQL in it; empty when there is none
 * @param mariadb what the artifact says of the backup by mariadb-backup in it; empty when there is none
 * @param findings what is wrong with it; with an error among them nothing is restored
 */
public record Inspection(
        Format format,
        Optional<TableOfContents> contents,
        long expandedBytes,
        boolean selfChecking,
        Optional<PhysicalBackup> physical,
        Optional<MariadbBackup> mariadb,
        List<Finding> findings,
        List<Attachment> attachments) {

    public Inspection {
        findings = List.copyOf(findings);
        attachments = List.copyOf(attachments);
    }

    /** Of what is no physical backup. */
    public Inspection(
            Format format,
            Optional<TableOfContents> contents,
            long expandedBytes,
            boolean selfChecking,
            List<Finding> findings,
            List<Attachment> attachments) {
        this(format, contents, expandedBytes, selfChecking, Optional.empty(), Optional.empty(), findings, attachments);
    }

    /** The same of one database alone, where the dump holds several; all of it where it holds no such database. */
    public Inspection of(String database) {
        List<TableOfContents> all = contents.stream()
                .flatMap(c -> Stream.concat(Stream.of(c), c.others().stream()))
                .toList();
        Optional<TableOfContents> its = all.stream()
                .filter(c -> c.databaseName().equals(database))
                .findFirst()
                .map(c -> c.with(all.stream().filter(other -> other != c).toList()));
        return its.isEmpty()
                ? this
                : new Inspection(format, its, expandedBytes, selfChecking, physical, mariadb, findings, attachments);
    }

    /** What it is, as users read it. */
    public String label() {
        return physical.map(PhysicalBackup::label)
                .or(() -> mariadb.map(MariadbBackup::label))
                .orElseGet(format::label);
    }
}
