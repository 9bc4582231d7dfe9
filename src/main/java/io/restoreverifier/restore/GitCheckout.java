package io.restoreverifier.restore;

import io.restoreverifier.archive.Limits;
import io.restoreverifier.archive.Quantity;
import io.restoreverifier.archive.SafeName;
import io.restoreverifier.archive.Unpacked;
import io.restoreverifier.archive.Unpacker;
import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Format;
import io.restoreverifier.model.Stage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Writes the files of a commit, as an archive that git makes and that is unpacked like any other: what is refused there is
 * refused here, and no git ever writes a working tree.
 */
final class GitCheckout {
    /** A commit whose folders name each other in turn comes to any number of files. */
    private static final int MOST_TIMES = 500;

    private static final long HARMLESS = 1L << 30;

    private final RestoreRequest request;
    private final GitSandbox git;
    private final Path tree;

    GitCheckout(RestoreRequest request, GitSandbox git, Path tree) {
        this.request = request;
        this.git = git;
        this.tree = tree;
    }

    /** Writes them, and says what is wrong with them. */
    List<Finding> of(String commit) throws IOException {
        long most = Math.max(HARMLESS, request.artifact().bytes() * MOST_TIMES);
        AtomicReference<@Nullable Unpacked> unpacked = new AtomicReference<>();
        int status;
        try (SandboxPipe pipe = SandboxPipe.in(git.sandbox(), "files")) {
            status = pipe.run(
                    () -> git.archive(commit, pipe.inside()),
                    outside -> unpacked.set(new Unpacker(Limits.DEFAULT, through -> refuseBomb(through, most))
                            .unpack(outside, Format.TAR, tree, 0)));
        } catch (Bomb bomb) {
            return List.of(Finding.error(
                    FindingCode.BOMB,
                    Stage.RESTORE,
                    "",
                    "its files come to more than " + Quantity.bytes(most) + ", " + MOST_TIMES
                            + " times as much as the artifact",
                    "look into it by hand before anything checks it out"));
        }
        Unpacked came = unpacked.get();
        List<Finding> findings = came == null ? List.of() : came.findings();
        boolean refused =
                findings.stream().anyMatch(f -> f.code() == FindingCode.UNSAFE_ENTRY || f.code() == FindingCode.BOMB);
        if (came == null || status != 0 && !refused) {
            throw new CannotTell(
                    FindingCode.TOOL_FAILED,
                    "git archive in " + git.sandbox().info().equipment() + " ended with status " + status,
                    "try by hand: git archive --format=tar " + commit);
        }
        return findings;
    }

    /** What is not in the repository itself: files of Git Large File Storage and submodules. */
    List<Finding> ofOtherPlaces(String commit, Optional<GitFolder> folder) throws IOException {
        List<Finding> findings = new ArrayList<>();
        LargeFiles.bring(tree, folder).ifPresent(findings::add);
        List<String> submodules = git.lines("ls-tree", "-r", commit).stream()
                .filter(l -> l.startsWith("160000 "))
                .map(l -> l.substring(l.indexOf('\t') + 1))
                .toList();
        if (!submodules.isEmpty()) {
            findings.add(Finding.warning(
                    FindingCode.GIT_BROKEN,
                    Stage.RESTORE,
                    SafeName.shown(submodules.get(0)),
                    Quantity.of(submodules.size(), "submodule is", "submodules are")
                            + " not in this backup, the first is " + SafeName.shown(submodules.get(0)),
                    "back up the repository of each, and write an entry for it"));
        }
        return findings;
    }

    private void refuseBomb(long through, long most) {
        request.progress().accept(through);
        if (through > most) {
            throw new Bomb();
        }
    }

    /** Ends the unpacking. */
    private static final class Bomb extends RuntimeException {
        private static final long serialVersionUID = 1;
    }
}
