package io.restoreverifier.check;

import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.FindingCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * {@code git ls-tree} over a repository of the operator, which is only read: no index is refreshed, no hook and no filter
 * runs, nothing is fetched, and no configuration of this user or machine is looked at.
 */
final class GitTree implements AutoCloseable {
    private static final Map<String, String> ALONE = Map.of(
            "GIT_CONFIG_NOSYSTEM", "1",
            "GIT_CONFIG_GLOBAL", "/dev/null",
            "GIT_OPTIONAL_LOCKS", "0",
            "GIT_NO_LAZY_FETCH", "1",
            "GIT_ALLOW_PROTOCOL", "none",
            "GIT_TERMINAL_PROMPT", "0",
            "LC_ALL", "C.UTF-8");

    private final Process process;
    private final Path repository;
    private final String ref;

    private GitTree(Process process, Path repository, String ref) {
        this.process = process;
        this.repository = repository;
        this.ref = ref;
    }

    /** @throws CannotTell when there is no such repository, or no git */
    static GitTree open(Path repository, String ref, Duration limit) {
        if (!Files.isDirectory(repository)) {
            throw new CannotTell(
                    FindingCode.SOURCE_UNREACHABLE,
                    "git: there is no repository " + repository,
                    "mount it, or correct `repository:`");
        }
        Path own = repository.resolve(".git");
        ProcessBuilder builder = new ProcessBuilder(List.of(
                "git",
                "--git-dir=" + (Files.exists(own) ? own : repository),
                "ls-tree",
                "-r",
                "-z",
                "--full-tree",
                ref + "^{tree}"));
        builder.environment().keySet().removeIf(name -> name.startsWith("GIT_"));
        builder.environment().putAll(ALONE);
        builder.redirectError(ProcessBuilder.Redirect.DISCARD);
        try {
            Process process = builder.start();
            CompletableFuture.delayedExecutor(limit.toMillis(), TimeUnit.MILLISECONDS)
                    .execute(process::destroyForcibly);
            return new GitTree(process, repository, ref);
        } catch (IOException e) {
            throw new CannotTell(
                    FindingCode.TOOL_FAILED,
                    "git: there is no git on this machine: " + e.getMessage(),
                    "install it (Debian and Ubuntu: apt-get install git)",
                    e);
        }
    }

    /** Each ends with NUL: mode, type, name of the content, tab, path. */
    InputStream lines() {
        return process.getInputStream();
    }

    /** @throws CannotTell when git has not told everything */
    void end() throws InterruptedException {
        if (process.waitFor() != 0) {
            throw new CannotTell(
                    FindingCode.TOOL_FAILED,
                    "git: " + repository + " has no " + ref + ", or cannot be read",
                    "push it there, and let the verifier's user read it: git --git-dir=" + repository + " ls-tree "
                            + ref);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
