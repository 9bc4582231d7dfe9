package io.restoreverifier.restore;

import io.restoreverifier.archive.Limits;
import io.restoreverifier.archive.SafeName;
import io.restoreverifier.archive.Unpacked;
import io.restoreverifier.archive.Unpacker;
import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Format;
import io.restoreverifier.model.Settings;
import io.restoreverifier.model.Stage;
import io.restoreverifier.sandbox.Equipment;
import io.restoreverifier.sandbox.Need;
import io.restoreverifier.sandbox.RunFolder;
import io.restoreverifier.sandbox.SandboxRequest;
import io.restoreverifier.sandbox.TreeUser;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Restores a git repository from a bundle, or from an archive with its folder in it. git runs in a sandbox without
 * network and never reads the repository's own configuration; what it checks out is unpacked as any hostile archive is.
 */
public final class GitRestorer implements Restorer {
    /** Names of branches, and indexes. */
    private static final long ROOM = 64L << 20;

    private static final int LISTED = 5;

    private final GitSettings settings;

    private GitRestorer(GitSettings settings) {
        this.settings = settings;
    }

    /** Reads {@code restore: git:}; what is wrong with it becomes a problem of the catalog. */
    public static GitRestorer read(Settings settings) {
        return new GitRestorer(GitSettings.read(settings));
    }

    @Override
    public String kind() {
        return "files";
    }

    @Override
    public String checks() {
        return "git";
    }

    @Override
    public void prepare(RestoreRequest request) {
        request.sandboxes().prepare(equipment(TreeUser.nobody()));
    }

    @Override
    public Need need(RestoreRequest request) {
        long expanded = request.inspection().expandedBytes();
        return request.sandboxes().need(room(request), request.limits()).plus(new Need(0, 2 * expanded));
    }

    @Override
    public Restoration restore(RestoreRequest request) {
        Format format = request.inspection().format();
        try {
            if (format == Format.GIT_BUNDLE) {
                return fromBundle(request);
            }
            return format.isArchive() ? fromArchive(request) : nothing(notARepository(format.label()));
        } catch (InterruptedIOException e) {
            throw new CannotTell(FindingCode.INTERRUPTED, "unpacking was interrupted", "", e);
        } catch (IOException e) {
            throw new CannotTell(
                    FindingCode.TOOL_FAILED,
                    "the unpacked repository cannot be read or written: "
                            + e.getClass().getSimpleName(),
                    "is there room and permission in the folder for temporary files?",
                    e);
        }
    }

    private Restoration fromBundle(RestoreRequest request) throws IOException {
        Path bundle = request.artifact().file();
        GitSandbox git = open(request, bundle, TreeUser.nobody());
        return new GitRestore(request, settings, git).fromBundle(bundle);
    }

    private Restoration fromArchive(RestoreRequest request) throws IOException {
        long expanded = request.inspection().expandedBytes();
        RunFolder.requireRoom(request.workspace(), expanded, "the unpacked repository");
        Path folder = Files.createDirectory(request.workspace().resolve("unpacked"));
        Unpacked unpacked = new Unpacker(Limits.DEFAULT, request.progress())
                .unpack(request.artifact().file(), request.inspection().format(), folder, 0);
        if (!unpacked.complete()) {
            return new Restoration(Optional.empty(), unpacked.findings(), List.of());
        }
        List<GitFolder> all = GitFolder.beneath(folder);
        Optional<GitFolder> one = settings.path()
                .map(path -> all.stream()
                        .filter(r -> r.name().equals(path.replaceFirst("/$", "")))
                        .findFirst())
                .orElseGet(() -> all.stream().findFirst());
        if (one.isEmpty()) {
            return nothing(noRepository(folder));
        }
        if (settings.path().isEmpty() && all.size() > 1) {
            throw several(all);
        }
        // Under a name of ours: what it was called is for no program to see.
        Path own = Files.move(one.get().path(), request.workspace().resolve("repository"));
        GitFolder repository = new GitFolder(own, own);
        List<String> borrowed = repository.cutOffBorrowed();
        GitSandbox git = open(request, own, TreeUser.of(own));
        return new GitRestore(request, settings, git).fromFolder(repository, borrowed);
    }

    private GitSandbox open(RestoreRequest request, Path input, String user) {
        return new GitSandbox(
                request.sandboxes()
                        .open(new SandboxRequest(
                                request.entry(),
                                equipment(user),
                                List.of(input),
                                room(request),
                                request.limits(),
                                request.deadline())),
                request.limit());
    }

    /** A pack is written once more, with its index. */
    private static long room(RestoreRequest request) {
        boolean bundle = request.inspection().format() == Format.GIT_BUNDLE;
        return ROOM + (bundle ? request.artifact().bytes() * 3 / 2 : 0);
    }

    private Equipment equipment(String user) {
        return new Equipment(settings.image(), user, Optional.empty());
    }

    private static Restoration nothing(Finding finding) {
        return new Restoration(Optional.empty(), List.of(finding), List.of());
    }

    private Finding noRepository(Path folder) {
        boolean linked = Files.isRegularFile(folder.resolve(".git"));
        String where =
                settings.path().map(p -> " at `" + SafeName.shown(p) + "`").orElse("");
        return Finding.error(
                FindingCode.GIT_BROKEN,
                Stage.RESTORE,
                "",
                linked
                        ? "`.git` is a file that leads to a repository elsewhere, which is not in the archive"
                        : "the archive holds no repository" + where + ": no folder has HEAD, objects and refs",
                "back up the repository itself: git bundle create NAME --all");
    }

    private static CannotTell several(List<GitFolder> all) {
        return new CannotTell(
                FindingCode.NOT_SUPPORTED,
                "the archive holds " + all.size() + " repositories: "
                        + all.stream()
                                .limit(LISTED)
                                .map(r -> SafeName.shown(r.name()))
                                .sorted()
                                .collect(Collectors.joining(", "))
                        + (all.size() > LISTED ? " ..." : ""),
                "write an entry for each, with `git: {path: NAME}`");
    }

    private static Finding notARepository(String label) {
        return Finding.error(
                FindingCode.UNKNOWN_FORMAT,
                Stage.RESTORE,
                "",
                "expected a git bundle or an archive with a repository, found a " + label,
                "does `newest:` match the artifacts of another backup?");
    }
}
