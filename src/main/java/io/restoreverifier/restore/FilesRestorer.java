package io.restoreverifier.restore;

import io.restoreverifier.archive.Limits;
import io.restoreverifier.archive.Unpacked;
import io.restoreverifier.archive.Unpacker;
import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
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
 * Restores a code base or other files from an archive. The tree lies in a folder that only this run can enter; nothing
 * of it is executed but by {@code commands:}, in containers that see it read-only.
 */
public final class FilesRestorer implements Restorer {
    private static final int MOST_STRIPPED = 16;

    private final int strip;

    private FilesRestorer(int strip) {
        this.strip = strip;
    }

    /** Reads {@code restore: files:}; what is wrong with it becomes a problem of the catalog. */
    public static FilesRestorer read(Settings settings) {
        long strip = settings.count("strip").orElse(0L);
        if (strip > MOST_STRIPPED) {
            settings.problem("strip", "removes " + strip + " folders from each name", "write at most " + MOST_STRIPPED);
        }
        return new FilesRestorer((int) Math.min(strip, MOST_STRIPPED));
    }

    @Override
    public String kind() {
        return "files";
    }

    @Override
    public String checks() {
        return "files";
    }

    /** Images are named by each command and fetched with it. */
    @Override
    public boolean opensSandbox() {
        return false;
    }

    @Override
    public void prepare(RestoreRequest request) {}

    @Override
    public Need need(RestoreRequest request) {
        return new Need(0, request.inspection().expandedBytes());
    }

    @Override
    public Restoration restore(RestoreRequest request) {
        if (!request.inspection().format().isArchive()) {
            return new Restoration(Optional.empty(), List.of(notAnArchive(request.inspection())), List.of());
        }
        RunFolder.requireRoom(request.workspace(), request.inspection().expandedBytes(), "the unpacked tree");
        Path tree = emptyFolder(request.workspace().resolve("tree"));
        Unpacked unpacked = unpack(request, tree);
        return new Restoration(
                unpacked.complete() ? Optional.of(new FileTree(tree, request)) : Optional.empty(),
                unpacked.findings(),
                List.of());
    }

    private Unpacked unpack(RestoreRequest request, Path tree) {
        try {
            return new Unpacker(Limits.DEFAULT, request.progress())
                    .unpack(request.artifact().file(), request.inspection().format(), tree, strip);
        } catch (InterruptedIOException e) {
            throw new CannotTell(FindingCode.INTERRUPTED, "unpacking was interrupted", "", e);
        }
    }

    private static Finding notAnArchive(Inspection inspection) {
        return Finding.error(
                FindingCode.UNKNOWN_FORMAT,
                Stage.RESTORE,
                "",
                "expected an archive of files, found a " + inspection.format().label(),
                "does `newest:` match the artifacts of another backup?");
    }

    private static Path emptyFolder(Path folder) {
        try {
            return Files.createDirectory(folder);
        } catch (IOException e) {
            throw new CannotTell(
                    FindingCode.TOOL_FAILED,
                    "no folder can be made to unpack into: " + e.getMessage(),
                    "is there room and permission in the folder for temporary files?",
                    e);
        }
    }
}
