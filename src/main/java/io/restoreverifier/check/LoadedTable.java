package io.restoreverifier.check;

import io.restoreverifier.model.DumpedRows;
import io.restoreverifier.model.RowDigest;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A table that a dump loads rows into, and where they lie afterwards.
 *
 * @param columns in the order of the dump's rows
 * @param expected what the dump holds for it
 * @param alike whether all of its rows have their columns in the same order, so that their digests can be added up
 * @param stored the tables that hold the rows: itself, or the partitions that they were distributed to; empty when there
 *     is no such table
 */
record LoadedTable(TableName name, String columns, RowDigest expected, boolean alike, List<StoredTable> stored) {

    LoadedTable {
        stored = List.copyOf(stored);
    }

    /** Finds the tables of a dump's rows in the restored database, in the order of the dump. */
    static List<LoadedTable> all(DumpedRows dumped, List<StoredTable> tables, Connection connection)
            throws SQLException {
        Map<TableName, List<DumpedRows.Table>> entries = new LinkedHashMap<>();
        for (DumpedRows.Table table : dumped.tables()) {
            entries.computeIfAbsent(new TableName(table.schema(), table.name()), name -> new ArrayList<>())
                    .add(table);
        }
        Map<TableName, StoredTable> byName = new HashMap<>();
        Map<Long, StoredTable> byNumber = new HashMap<>();
        for (StoredTable table : tables) {
            byName.put(table.name(), table);
            byNumber.put(table.oid(), table);
        }
        Set<TableName> taken = new HashSet<>(entries.keySet());
        List<LoadedTable> loaded = new ArrayList<>();
        for (Map.Entry<TableName, List<DumpedRows.Table>> entry : entries.entrySet()) {
            List<StoredTable> stored = new ArrayList<>();
            StoredTable table = byName.get(entry.getKey());
            if (table != null && table.kind() == 'p') {
                for (Long number : table.partitions(connection)) {
                    addOrdinary(byNumber.get(number), taken, stored);
                }
            } else if (table != null) {
                stored.add(table);
            }
            loaded.add(of(entry.getKey(), entry.getValue(), stored));
        }
        return loaded;
    }

    /** A partition holds what is distributed to it, unless the dump loads it by its own name. */
    private static void addOrdinary(@Nullable StoredTable partition, Set<TableName> taken, List<StoredTable> stored) {
        if (partition != null && partition.isOrdinary() && taken.add(partition.name())) {
            stored.add(partition);
        }
    }

    private static LoadedTable of(TableName name, List<DumpedRows.Table> entries, List<StoredTable> stored) {
        Set<String> columns = new LinkedHashSet<>();
        RowDigest expected = RowDigest.NONE;
        for (DumpedRows.Table entry : entries) {
            columns.add(entry.columns());
            expected = expected.plus(entry.digest());
        }
        return new LoadedTable(name, columns.iterator().next(), expected, columns.size() == 1, stored);
    }

    /** Whether its rows lie on some other server, which no sandbox reaches. */
    boolean isForeign() {
        return stored.stream().anyMatch(t -> t.kind() == 'f');
    }
}
