package io.restoreverifier.model;

import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;

/**
 * What a database dump says about itself before anything is restored.
 *
 * @param databaseName the dumped database; empty when a script does not say
 * @param serverVersion of the dumped server, such as {@code 15.18 (Debian 15.18-0+deb12u1)}; empty when a script does not say
 * @param toolVersion of the tool that dumped
 * @param writtenAt when the dump began, in the dumping machine's own time zone, which the dump does not name; empty when it
 *     does not say
 * @param uncompressedBytes of table data; empty when it was not read
 * @param rows empty when they were not read
 * @param others of further databases in the same dump
 */
public record TableOfContents(
        String databaseName,
        String serverVersion,
        String toolVersion,
        Optional<LocalDateTime> writtenAt,
        Optional<Long> uncompressedBytes,
        List<Entry> entries,
        Optional<DumpedRows> rows,
        List<TableOfContents> others) {

    public TableOfContents {
        entries = List.copyOf(entries);
        others = List.copyOf(others);
    }

    /** Of a dump of one database. */
    public TableOfContents(
            String databaseName,
            String serverVersion,
            String toolVersion,
            Optional<LocalDateTime> writtenAt,
            Optional<Long> uncompressedBytes,
            List<Entry> entries,
            Optional<DumpedRows> rows) {
        this(databaseName, serverVersion, toolVersion, writtenAt, uncompressedBytes, entries, rows, List.of());
    }

    /** The same, with others beside it. */
    public TableOfContents with(List<TableOfContents> further) {
        return new TableOfContents(
                databaseName, serverVersion, toolVersion, writtenAt, uncompressedBytes, entries, rows, further);
    }

    /**
     * One object of the dump.
     *
     * @param type such as {@code TABLE} or {@code TABLE DATA}
     * @param schema empty for what lies in no schema
     * @param owner empty when it has none
     * @param rows of table data; empty when they were not counted, because the entry has none, the data were not read, or
     *     they are commands that could not be made out
     */
    public record Entry(
            int id, String type, String schema, String name, String owner, boolean hasData, Optional<Long> rows) {}

    public long count(String type) {
        return entries.stream().filter(e -> e.type().equals(type)).count();
    }
}
