package io.restoreverifier.restore;

import io.restoreverifier.archive.Quantity;
import io.restoreverifier.dump.DumpDamage;
import io.restoreverifier.dump.SqliteHeader;
import io.restoreverifier.dump.SqliteLog;
import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.ServerMessage;
import io.restoreverifier.model.SqliteMessage;
import io.restoreverifier.model.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Opens a database file that lies in a folder of ours, with what lies beside it, and says what is wrong before SQLite hides it. */
final class SqliteOpening {
    private static final String COPY =
            "copy the database and its log as one while nobody writes, or let `sqlite3 FILE \".backup COPY\"` do it";

    private final RestoreRequest request;
    private final Path file;
    private final List<Finding> findings = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    SqliteOpening(RestoreRequest request, Path file) {
        this.request = request;
        this.file = file;
    }

    Restoration run() throws IOException {
        try {
            look(SqliteHeader.of(file));
        } catch (DumpDamage damage) {
            find(damage.code(), damage.text(), damage.hint());
        }
        if (findings.stream().anyMatch(Finding::isError)) {
            return new Restoration(Optional.empty(), findings, List.of());
        }
        return open();
    }

    private void look(SqliteHeader header) throws IOException {
        boolean log = Files.exists(beside("-wal"));
        if (!log && Files.exists(beside("-shm"))) {
            find(
                    FindingCode.ARTIFACT_INCOMPLETE,
                    "the index of a write-ahead log lies beside it (-shm), and the log itself (-wal) does not: what was"
                            + " written last is missing",
                    COPY);
        }
        long committed = log ? log(header) : 0;
        long bytes = Files.size(file);
        if (committed == 0 && bytes < header.bytes()) {
            find(
                    FindingCode.ARTIFACT_INCOMPLETE,
                    "it has " + Quantity.bytes(bytes) + ", expected " + Quantity.bytes(header.bytes())
                            + " as its header says",
                    COPY);
        }
        if (header.log() && !log) {
            notes.add("it was used with a write-ahead log, and none lies beside it: unless it is a copy by `.backup`,"
                    + " `VACUUM INTO` or of a database that was closed, what was written last may be missing");
        }
        // Whatever index came along was another machine's memory: SQLite makes it anew from the log.
        Files.deleteIfExists(beside("-shm"));
    }

    private long log(SqliteHeader header) throws IOException {
        SqliteLog log = SqliteLog.of(beside("-wal"), header.pageSize());
        notes.add("write-ahead log: " + Quantity.of(log.committed(), "page", "pages")
                + " of ended transactions, taken in");
        if (log.frames() > log.committed()) {
            findings.add(Finding.warning(
                    FindingCode.ARTIFACT_INCOMPLETE,
                    Stage.RESTORE,
                    "",
                    "the write-ahead log ends within a transaction, which is not taken in: "
                            + Quantity.of(log.frames() - log.committed(), "page", "pages"),
                    COPY));
        }
        return log.committed();
    }

    private Path beside(String suffix) {
        return file.resolveSibling(file.getFileName() + suffix);
    }

    private Restoration open() throws IOException {
        boolean journal = Files.exists(beside("-journal")) && Files.size(beside("-journal")) > 0;
        try {
            if (journal) {
                SqliteConnections writing = SqliteConnections.writing(file, request.limit());
                touch(writing);
                notes.add("a transaction that was under way was rolled back, by the journal beside it");
            }
            SqliteConnections reading = SqliteConnections.reading(file, request.limit());
            touch(reading);
            SqliteDatabase database = new SqliteDatabase(reading, request.limit(), notes);
            return new Restoration(Optional.of(database), findings, List.of());
        } catch (SQLException e) {
            throwIfNotTold(e);
            find(
                    FindingCode.ARTIFACT_CORRUPT,
                    "SQLite cannot open it: " + ServerMessage.of(e),
                    "its bytes have changed since it was written, or it was copied while it was written: take another copy");
            return new Restoration(Optional.empty(), findings, List.of());
        }
    }

    private static void touch(SqliteConnections connections) throws SQLException {
        try (Connection connection = connections.getConnection();
                var statement = connection.createStatement();
                var row = statement.executeQuery("select count(*) from sqlite_schema")) {
            row.next();
        }
    }

    private static void throwIfNotTold(SQLException e) {
        if (!SqliteMessage.saysCorrupt(e)) {
            throw new CannotTell(
                    FindingCode.TOOL_FAILED,
                    "SQLite does not open the restored file: " + ServerMessage.of(e),
                    "is there room and permission in the folder for temporary files?",
                    e);
        }
    }

    private void find(FindingCode code, String message, String hint) {
        findings.add(Finding.error(code, Stage.RESTORE, "", message, hint));
    }
}
