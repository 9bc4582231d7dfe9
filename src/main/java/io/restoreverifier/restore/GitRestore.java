package io.restoreverifier.restore;

import io.restoreverifier.archive.Quantity;
import io.restoreverifier.archive.SafeName;
import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Severity;
import io.restoreverifier.model.Stage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One restore of a repository, in a sandbox that was opened for it. */
final class GitRestore {
    private final RestoreRequest request;
    private final GitSettings settings;
    private final GitSandbox git;
    private final List<Finding> findings = new ArrayList<>();
    private Optional<GitFolder> folder = Optional.empty();

    /** @param git closed by what came back, or here when nothing did */
    GitRestore(RestoreRequest request, GitSettings settings, GitSandbox git) {
        this.request = request;
        this.settings = settings;
        this.git = git;
    }

    /** What is done in the sandbox; empty when nothing came back, which has its reason among the findings. */
    @FunctionalInterface
    private interface Story {
        Optional<GitRepository> run() throws IOException;
    }

    Restoration fromBundle(Path bundle) throws IOException {
        return closing(() -> {
            git.make(isSha256Bundle());
            GitSandbox.Answer verified =
                    git.git("bundle", "verify", git.sandbox().inside(bundle));
            GitSandbox.Answer unbundled =
                    verified.ok() ? git.git("bundle", "unbundle", git.sandbox().inside(bundle)) : verified;
            if (!unbundled.ok()) {
                broken("git takes no bundle like this: " + unbundled.reason(), "make it again, and verify it there");
                return Optional.empty();
            }
            return takeNames(unbundled.lines()) ? cameBack(head(unbundled.lines())) : Optional.empty();
        });
    }

    /** @param borrowed where it borrowed objects from that are not in the backup */
    Restoration fromFolder(GitFolder repository, List<String> borrowed) throws IOException {
        folder = Optional.of(repository);
        return closing(() -> {
            if (repository.hasReftable()) {
                throw new CannotTell(
                        FindingCode.NOT_SUPPORTED,
                        "the repository keeps its branches in a reftable, which cannot be read by this version",
                        "back it up as a bundle: git bundle create NAME --all");
            }
            String whole = "back up a full clone: git clone --mirror, or git fetch --unshallow before";
            if (repository.isShallow()) {
                broken("it is a shallow clone: its history is cut off", whole);
            }
            if (repository.isPartial()) {
                broken("it is a partial clone: objects were left out, to be fetched when they are asked for", whole);
            }
            git.make(repository.isSha256());
            git.borrow(git.sandbox().inside(repository.path()));
            Optional<GitRepository> came = cameBack(repository.head());
            if (!borrowed.isEmpty()) {
                borrowed(borrowed);
            }
            return came;
        });
    }

    private Restoration closing(Story story) throws IOException {
        try {
            Optional<GitRepository> came = story.run();
            if (came.isEmpty()) {
                git.close();
            }
            return new Restoration(came.map(r -> r), findings, List.of());
        } catch (CannotTell e) {
            CannotTell cause = git.sandbox().exhaustion().orElse(e);
            git.close();
            throw cause;
        } catch (IOException | RuntimeException e) {
            git.close();
            throw e;
        }
    }

    private Optional<GitRepository> cameBack(String head) throws IOException {
        findings.addAll(GitFsck.of(git));
        GitNames names = GitNames.of(git, head);
        Optional<String> commit = commit(names);
        if (findings.stream().anyMatch(Finding::isError)) {
            return Optional.empty();
        }
        Path tree = Files.createDirectory(request.workspace().resolve("tree"));
        if (commit.isPresent()) {
            GitCheckout checkout = new GitCheckout(request, git, tree);
            findings.addAll(checkout.of(commit.get()));
            findings.addAll(checkout.ofOtherPlaces(commit.get(), folder));
        }
        return findings.stream().anyMatch(Finding::isError)
                ? Optional.empty()
                : Optional.of(new GitRepository(git, new FileTree(tree, request), names, commit));
    }

    /** Whose files are looked at. */
    private Optional<String> commit(GitNames names) {
        if (names.branches().isEmpty() && names.tags().isEmpty()) {
            broken("it has no branch and no tag", "is it the repository that people push to?");
            return Optional.empty();
        }
        if (settings.branch().isPresent()) {
            String branch = settings.branch().get();
            Optional<String> commit = Optional.ofNullable(names.branches().get(branch));
            if (commit.isEmpty()) {
                broken("there is no branch `" + branch + "`", "correct `branch:`, or find out who removed it");
            }
            return commit;
        }
        if (names.headIsDangling() || names.defaultCommit().isEmpty()) {
            String head = names.head()
                    .map(h -> "HEAD names the branch `" + SafeName.shown(h) + "`, which is not there")
                    .orElse("nothing tells which branch is the default");
            findings.add(Finding.warning(
                    FindingCode.GIT_BROKEN,
                    Stage.RESTORE,
                    "HEAD",
                    head + ": a clone of it checks nothing out",
                    "set it on the live one: git symbolic-ref HEAD refs/heads/NAME; or say `branch:`"));
        }
        return names.defaultCommit();
    }

    /** Git reads names from a file; whatever it would not take as a name is said by git. */
    private boolean takeNames(List<String> lines) throws IOException {
        StringBuilder commands = new StringBuilder();
        for (String line : lines) {
            int space = line.indexOf(' ');
            String name = line.substring(space + 1);
            if (name.startsWith("refs/")) {
                commands.append("create ")
                        .append(name)
                        .append(' ')
                        .append(line, 0, space)
                        .append('\n');
            }
        }
        Path file = git.sandbox().sharedOutside().resolve("names");
        Files.writeString(file, commands, StandardCharsets.UTF_8);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        GitSandbox.Answer taken = git.takeNames(git.sandbox().sharedInside() + "/names");
        if (!taken.ok()) {
            broken("git does not take its branches and tags: " + taken.reason(), "make it again, and verify it there");
        }
        return taken.ok();
    }

    private static String head(List<String> lines) {
        return lines.stream()
                .filter(l -> l.endsWith(" HEAD"))
                .map(l -> l.substring(0, l.indexOf(' ')))
                .findFirst()
                .orElse("");
    }

    private boolean isSha256Bundle() throws IOException {
        try (var in = Files.newInputStream(request.artifact().file())) {
            String begin = new String(in.readNBytes(1024), StandardCharsets.ISO_8859_1);
            return begin.contains("@object-format=sha256\n");
        }
    }

    /** Where nothing is missing all the same, what was borrowed is not needed. */
    private void borrowed(List<String> others) {
        boolean lacking = findings.stream().anyMatch(Finding::isError);
        findings.add(new Finding(
                FindingCode.GIT_BROKEN,
                lacking ? Severity.ERROR : Severity.WARNING,
                Stage.RESTORE,
                "objects/info/alternates",
                "it borrows objects from " + Quantity.of(others.size(), "repository", "repositories")
                        + " that the backup does not hold, the first is " + SafeName.shown(others.get(0)),
                "let the live one have all of its own: git repack -a -d, then remove objects/info/alternates"));
    }

    private void broken(String message, String hint) {
        findings.add(Finding.error(FindingCode.GIT_BROKEN, Stage.RESTORE, "", message, hint));
    }
}
