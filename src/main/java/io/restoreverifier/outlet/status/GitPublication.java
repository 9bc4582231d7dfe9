package io.restoreverifier.outlet.status;

import io.restoreverifier.model.Settings;
import io.restoreverifier.outlet.OutletException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Puts one page into a branch of a git repository as {@code index.html}, in a commit on top of what is there. Nothing is
 * overwritten by force, each attempt begins with what is there by then, and readers of the branch see the old page or the new one.
 *
 * @param repository as {@code git push} takes it, without a password
 * @param branch made when it is not there
 */
record GitPublication(String repository, String branch, OnePage page) implements Publisher {
    /** By http a name alone may be one: services take tokens there. */
    private static final Pattern PASSWORD = Pattern.compile("\\w+://[^/@]*:[^/@]*@.*|https?://[^/@]+@.*");

    private static final String SCRIPT = """
            set -e
            rm -rf "$STATUS_PAGE_CLONE/tree"
            mkdir "$STATUS_PAGE_CLONE/tree"
            cd "$STATUS_PAGE_CLONE/tree"
            export GIT_TERMINAL_PROMPT=0
            git init -q .
            heads=$(git ls-remote --heads -- "$STATUS_PAGE_REPOSITORY" "refs/heads/$STATUS_PAGE_BRANCH")
            if [ -n "$heads" ]; then
                git fetch -q --depth 1 -- "$STATUS_PAGE_REPOSITORY" "refs/heads/$STATUS_PAGE_BRANCH"
                git checkout -q --detach FETCH_HEAD
            fi
            cp "$STATUS_PAGE_FOLDER/index.html" index.html
            git add -f index.html
            git -c user.name='Restore Verifier' -c user.email=restore-verifier@localhost -c commit.gpgsign=false \\
                commit -q --allow-empty -m 'Refresh the status page'
            git push -q -- "$STATUS_PAGE_REPOSITORY" "HEAD:refs/heads/$STATUS_PAGE_BRANCH"
            """;

    /** What git and ssh say of a line or a server that may be back in a moment, or of somebody else who was just faster. */
    private static final List<String> PASSING = List.of(
            "Could not resolve host",
            "Temporary failure in name resolution",
            "Connection refused",
            "Connection reset",
            "Connection closed by",
            "Connection timed out",
            "Operation timed out",
            "No route to host",
            "Network is unreachable",
            "unable to connect",
            "Failed to connect",
            "hung up unexpectedly",
            "early EOF",
            "expected flush",
            "protocol error",
            "unexpected disconnect",
            "Broken pipe",
            "RPC failed",
            "returned error: 408",
            "returned error: 429",
            "returned error: 5",
            "cannot lock ref",
            "(fetch first)",
            "(non-fast-forward)");

    private static final List<String> OF_NO_USE =
            List.of("Host key verification failed", "Permission denied", "Authentication failed", "hook declined");

    /** @param open whether there is a public page */
    static GitPublication read(Settings settings, boolean open) {
        String repository = settings.requiredText("repository");
        if (PASSWORD.matcher(repository).matches()) {
            settings.problem(
                    "repository", "holds a password or a token", "use a key of SSH, or a credential helper of git");
        }
        return new GitPublication(repository, settings.text("branch").orElse("main"), OnePage.read(settings, open));
    }

    @Override
    public void run(Map<String, String> pages, Duration patience) {
        try {
            Path clone = Files.createTempDirectory("restore-verifier-pages");
            try {
                Map<String, String> environment = new HashMap<>(pages);
                environment.put("STATUS_PAGE_CLONE", clone.toString());
                environment.put("STATUS_PAGE_REPOSITORY", repository);
                environment.put("STATUS_PAGE_BRANCH", branch);
                environment.put("STATUS_PAGE_FOLDER", String.valueOf(pages.get(page.variable())));
                Publishing.untilWell(
                        "the push of the page by git",
                        List.of("sh", "-c", SCRIPT),
                        environment,
                        patience,
                        GitPublication::isPassing);
            } finally {
                delete(clone);
            }
        } catch (IOException e) {
            throw new OutletException("a clone for the page cannot be made or removed: " + e, e);
        }
    }

    private static boolean isPassing(Publishing ended) {
        return ended.status().isEmpty() || ended.says(PASSING) && !ended.says(OF_NO_USE);
    }

    private static void delete(Path folder) throws IOException {
        List<Path> deepestFirst;
        try (Stream<Path> files = Files.walk(folder)) {
            deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : deepestFirst) {
            Files.deleteIfExists(file);
        }
    }
}
