package io.restoreverifier.restore;

import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.RestoredRepository;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A repository in a sandbox, and the files of one of its commits. */
final class GitRepository implements RestoredRepository {
    private final GitSandbox git;
    private final FileTree files;
    private final GitNames names;
    private final Optional<String> commit;

    GitRepository(GitSandbox git, FileTree files, GitNames names, Optional<String> commit) {
        this.git = git;
        this.files = files;
        this.names = names;
        this.commit = commit;
    }

    @Override
    public Map<String, String> branches() {
        return names.branches();
    }

    @Override
    public Map<String, String> tags() {
        return names.tags();
    }

    @Override
    public Optional<String> checkedOut() {
        return commit;
    }

    @Override
    public Optional<Commit> newest(Instant until) {
        List<String> line =
                git.lines("log", "--all", "--max-count=1", "--format=%H %ct", "--until=@" + until.getEpochSecond());
        return line.stream()
                .findFirst()
                .map(l -> l.split(" ", -1))
                .map(parts -> new Commit(parts[0], Instant.ofEpochSecond(Long.parseLong(parts[1]))));
    }

    @Override
    public boolean leadsTo(String name) {
        GitSandbox.Answer there = git.git("rev-parse", "--verify", "--quiet", name + "^{commit}");
        return there.ok()
                && !git.lines(
                                "for-each-ref",
                                "--count=1",
                                "--contains=" + there.lines().get(0))
                        .isEmpty();
    }

    @Override
    public Path root() {
        return files.root();
    }

    @Override
    public CommandResult run(String image, String command, Duration limit) {
        return files.run(image, command, limit);
    }

    @Override
    public List<String> notes() {
        List<String> notes = new ArrayList<>(git.sandbox().info().notes());
        notes.add("git fsck --full --strict found the repository whole; checked out: "
                + commit.map(c -> "commit " + c).orElse("nothing"));
        notes.addAll(files.notes());
        return List.copyOf(notes);
    }

    @Override
    public Optional<CannotTell> exhaustion() {
        return git.sandbox().exhaustion();
    }

    @Override
    public String log() {
        return git.sandbox().logTail();
    }

    @Override
    public void close() {
        try {
            files.close();
        } finally {
            git.close();
        }
    }
}
