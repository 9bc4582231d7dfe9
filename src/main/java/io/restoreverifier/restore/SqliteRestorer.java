package io.restoreverifier.restore;

import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Format;
import io.restoreverifier.model.Inspection;
import io.restoreverifier.model.Settings;
import io.restoreverifier.model.Stage;
import io.restoreverifier.sandbox.Need;
import io.restoreverifier.sandbox.RunFolder;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Restores a database of SQLite in a folder that only this run can enter: a file with its log, alone or out of an archive, or a
 * script of {@code .dump}. Nothing but this process reads it, and that as sqlite.org/security.html says for files that are not
 * trusted.
 */
public final class SqliteRestorer implements Restorer {
    private final Optional<String> path;

    private SqliteRestorer(Optional<String> path) {
        this.path = path;
    }

    /** Reads {@code restore: sqlite:}; what is wrong with it becomes a problem of the catalog. */
    public static SqliteRestorer read(Settings settings) {
        return new SqliteRestorer(settings.text("path"));
    }

    @Override
    public String kind() {
        return "database";
    }

    @Override
    public String checks() {
        return "sqlite";
    }

    @Override
    public boolean opensSandbox() {
        return false;
    }

    @Override
    public List<String> suffixes() {
        return SqliteFiles.SUFFIXES;
    }

    @Override
    public void prepare(RestoreRequest request) {}

    /** Sorting and the table of a rollback may take as much again. */
    @Override
    public Need need(RestoreRequest request) {
        return new Need(0, 2 * request.inspection().expandedBytes());
    }

    @Override
    public Restoration restore(RestoreRequest request) {
        Format format = request.inspection().format();
        try {
            RunFolder.requireRoom(request.workspace(), request.inspection().expandedBytes(), "the restored database");
            Path folder = Files.createDirectory(request.workspace().resolve("sqlite"));
            if (format == Format.SQLITE_SQL) {
                return new SqliteImport(request, folder.resolve("database")).run();
            }
            if (format == Format.SQLITE || format.isArchive()) {
                return new SqliteFiles(request, folder, path).run();
            }
            return new Restoration(Optional.empty(), List.of(notADatabase(request.inspection())), List.of());
        } catch (InterruptedIOException e) {
            throw new CannotTell(FindingCode.INTERRUPTED, "the restore was interrupted", "", e);
        } catch (IOException e) {
            throw new CannotTell(
                    FindingCode.TOOL_FAILED,
                    "the restored database cannot be read or written: "
                            + e.getClass().getSimpleName(),
                    "is there room and permission in the folder for temporary files?",
                    e);
        }
    }

    private static Finding notADatabase(Inspection inspection) {
        return Finding.error(
                FindingCode.UNKNOWN_FORMAT,
                Stage.RESTORE,
                "",
                "expected a database or a dump of SQLite, found a "
                        + inspection.format().label(),
                "does `newest:` match the artifacts of another backup?");
    }
}
