package io.restoreverifier.restore;

import io.restoreverifier.archive.Limits;
import io.restoreverifier.archive.Unpacked;
import io.restoreverifier.archive.Unpacker;
import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Settings;
import io.restoreverifier.model.Stage;
import io.restoreverifier.sandbox.Equipment;
import io.restoreverifier.sandbox.Need;
import io.restoreverifier.sandbox.RunFolder;
import io.restoreverifier.sandbox.Sandbox;
import io.restoreverifier.sandbox.SandboxRequest;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Restores a backup of whatever engine by commands of the catalog's, in an image of its choosing: nothing is known of the
 * artifact here but what wraps it.
 */
public final class CommandRestorer implements Restorer {
    /** An engine's own files may be larger than what was dumped. */
    private static final int GROWTH = 3;

    private final CommandSettings settings;

    private CommandRestorer(CommandSettings settings) {
        this.settings = settings;
    }

    /** Reads {@code restore: command:}; what is wrong with it becomes a problem of the catalog. */
    public static CommandRestorer read(Settings settings) {
        return new CommandRestorer(CommandSettings.read(settings));
    }

    @Override
    public String kind() {
        return "database";
    }

    @Override
    public String checks() {
        return "command";
    }

    @Override
    public boolean takesAnyFormat() {
        return true;
    }

    @Override
    public void prepare(RestoreRequest request) {
        request.sandboxes().prepare(equipment());
    }

    @Override
    public Need need(RestoreRequest request) {
        Need sandbox = request.sandboxes().need(space(request), request.limits());
        return sandbox.plus(new Need(0, isFolder() ? request.inspection().expandedBytes() : 0));
    }

    @Override
    public Restoration restore(RestoreRequest request) {
        Path input = request.artifact().file();
        if (isFolder()) {
            if (!request.inspection().format().isArchive()) {
                return new Restoration(Optional.empty(), List.of(noArchive(request)), List.of());
            }
            input = request.workspace().resolve("unpacked");
            Unpacked unpacked = unpack(request, input);
            if (!unpacked.complete()) {
                return new Restoration(Optional.empty(), unpacked.findings(), List.of());
            }
        }
        return inSandbox(request, input);
    }

    private Restoration inSandbox(RestoreRequest request, Path input) {
        Sandbox sandbox = request.sandboxes()
                .open(new SandboxRequest(
                        request.entry(),
                        equipment(),
                        List.of(input),
                        space(request),
                        request.limits(),
                        request.deadline()));
        return Handover.of(sandbox, () -> new CommandRestore(sandbox, settings, request, sandbox.inside(input)).run());
    }

    private static Unpacked unpack(RestoreRequest request, Path folder) {
        try {
            RunFolder.requireRoom(request.workspace(), request.inspection().expandedBytes(), "the unpacked artifact");
            Files.createDirectory(folder);
            Unpacked unpacked = new Unpacker(Limits.DEFAULT, request.progress())
                    .unpack(request.artifact().file(), request.inspection().format(), folder, 0);
            FolderForOthers.open(folder);
            return unpacked;
        } catch (InterruptedIOException e) {
            throw new CannotTell(FindingCode.INTERRUPTED, "unpacking was interrupted", "", e);
        } catch (IOException e) {
            throw new CannotTell(
                    FindingCode.TOOL_FAILED,
                    "no folder can be made to unpack into: " + e.getMessage(),
                    "is there room and permission in the folder for temporary files?",
                    e);
        }
    }

    private boolean isFolder() {
        return settings.form() == CommandSettings.ArtifactForm.FOLDER;
    }

    private static long space(RestoreRequest request) {
        return GROWTH * request.inspection().expandedBytes();
    }

    /** No program of this machine stands for an image of somebody's choosing. */
    private Equipment equipment() {
        return new Equipment(
                settings.image(),
                settings.user(),
                Optional.of(new Equipment.Software("image for `restore: {command: ...}`", 0, 0)));
    }

    private static Finding noArchive(RestoreRequest request) {
        return Finding.error(
                FindingCode.UNKNOWN_FORMAT,
                Stage.RESTORE,
                "",
                "expected an archive for `artifact: folder`, found a "
                        + request.inspection().format().label(),
                "does `newest:` match the artifacts of another backup?");
    }
}
