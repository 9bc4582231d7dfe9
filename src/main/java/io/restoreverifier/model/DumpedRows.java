package io.restoreverifier.model;

import java.util.List;
import java.util.Optional;

/**
 * The rows that a dump holds, as they were read while it was inspected.
 *
 * @param encoding PostgreSQL's name of the one that they are written in
 * @param tables in the order of the dump; several of them may load into one table
 * @param undigested tables whose rows could not be made out, as {@code schema.name}
 * @param largeObjects of their numbers and contents, each counted as a row; empty when the dump brings none
 */
public record DumpedRows(
        String encoding, List<Table> tables, List<String> undigested, Optional<RowDigest> largeObjects) {

    public DumpedRows {
        tables = List.copyOf(tables);
        undigested = List.copyOf(undigested);
    }

    /**
     * What is loaded into one table by one entry of the dump.
     *
     * @param schema of the table that it is loaded into
     * @param columns in the order of the rows' fields, as SQL lists them: {@code (id, "from")}; empty for all that the
     *     table has
     * @param digest of the rows as COPY writes them
     */
    public record Table(String schema, String name, String columns, RowDigest digest) {}
}
