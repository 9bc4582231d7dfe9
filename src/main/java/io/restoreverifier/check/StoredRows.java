package io.restoreverifier.check;

import io.restoreverifier.model.RestoredDatabase;
import io.restoreverifier.model.RowDigest;
import io.restoreverifier.model.ServerMessage;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The rows of every table of a restored database, each read once: digested where the dump has its rows, else counted. */
final class StoredRows {
    private final Map<Long, RowDigest> digests = new HashMap<>();
    private final Map<Long, String> errors = new HashMap<>();

    /** @param part empty when rows need only be counted */
    private record Work(StoredTable table, Optional<RowReading.Part> part, long bytes) {}

    private record Done(StoredTable table, RowDigest digest, Optional<String> error) {}

    private StoredRows() {}

    /** Reads them all, the large ones first, over several connections. */
    static StoredRows read(
            List<LoadedTable> loaded, List<StoredTable> all, RestoredDatabase database, RowReading reading)
            throws SQLException {
        List<Work> work = new ArrayList<>();
        Set<Long> planned = new HashSet<>();
        for (LoadedTable table : loaded) {
            for (StoredTable stored : table.stored()) {
                if (stored.isOrdinary() && planned.add(stored.oid())) {
                    reading.parts(stored, table.columns())
                            .forEach(part -> work.add(new Work(stored, Optional.of(part), part.bytes())));
                }
            }
        }
        for (StoredTable table : all) {
            if (table.isOrdinary() && table.extension().isEmpty() && planned.add(table.oid())) {
                work.add(new Work(table, Optional.empty(), table.bytes()));
            }
        }
        work.sort(Comparator.comparingLong(Work::bytes).reversed());
        StoredRows rows = new StoredRows();
        SideBySide.over(work, database, (one, connection) -> Optional.of(done(one, reading, connection)))
                .forEach(rows::add);
        return rows;
    }

    private static Done done(Work work, RowReading reading, Connection connection) {
        try {
            RowDigest digest = work.part().isPresent()
                    ? reading.read(work.part().get(), connection)
                    : RowReading.count(work.table(), connection);
            return new Done(work.table(), digest, Optional.empty());
        } catch (SQLException e) {
            DatabaseCheck.throwIfNotAnswered(e, RowExactCheck.NAME);
            return new Done(work.table(), RowDigest.NONE, Optional.of(ServerMessage.of(e)));
        }
    }

    private void add(Done done) {
        digests.merge(done.table().oid(), done.digest(), RowDigest::plus);
        done.error().ifPresent(error -> errors.putIfAbsent(done.table().oid(), error));
    }

    /** Of the tables together. */
    RowDigest digest(List<StoredTable> tables) {
        RowDigest sum = RowDigest.NONE;
        for (StoredTable table : tables) {
            sum = sum.plus(digests.getOrDefault(table.oid(), RowDigest.NONE));
        }
        return sum;
    }

    /** Why the first of them that cannot be read cannot; empty when all were. */
    Optional<String> error(List<StoredTable> tables) {
        for (StoredTable table : tables) {
            @Nullable String error = errors.get(table.oid());
            if (error != null) {
                return Optional.of(error);
            }
        }
        return Optional.empty();
    }
}
