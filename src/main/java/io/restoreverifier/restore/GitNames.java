package io.restoreverifier.restore;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The branches and tags of a repository, each with the object that it names, and which commit is its default.
 *
 * @param head the branch that HEAD names, or the name of a commit; empty when it has none
 */
record GitNames(Map<String, String> branches, Map<String, String> tags, Optional<String> head) {
    private static final String BRANCHES = "refs/heads/";
    private static final String TAGS = "refs/tags/";
    private static final String SYMBOLIC = "ref: ";
    /** As git guesses where nothing tells. */
    private static final List<String> USUAL = List.of("main", "master");

    GitNames {
        branches = Map.copyOf(branches);
        tags = Map.copyOf(tags);
    }

    /**
     * Asks git for them.
     *
     * @param head what HEAD says where it came from: {@code ref: refs/heads/main}, or the name of a commit; may be empty
     */
    static GitNames of(GitSandbox git, String head) {
        Map<String, String> branches = new LinkedHashMap<>();
        Map<String, String> tags = new LinkedHashMap<>();
        for (String line : git.lines("for-each-ref", "--format=%(objectname) %(refname)", "refs/heads", "refs/tags")) {
            int space = line.indexOf(' ');
            String name = line.substring(space + 1);
            if (name.startsWith(BRANCHES)) {
                branches.put(name.substring(BRANCHES.length()), line.substring(0, space));
            } else {
                tags.put(name.substring(TAGS.length()), line.substring(0, space));
            }
        }
        return new GitNames(branches, tags, named(head, branches));
    }

    private static Optional<String> named(String head, Map<String, String> branches) {
        if (head.startsWith(SYMBOLIC + BRANCHES)) {
            return Optional.of(
                    head.substring(SYMBOLIC.length() + BRANCHES.length()).strip());
        }
        if (!head.matches("[0-9a-f]{40}|[0-9a-f]{64}")) {
            return Optional.empty();
        }
        // A bundle says which commit HEAD is at, and not by which branch.
        return Optional.of(USUAL.stream()
                .filter(b -> head.equals(branches.get(b)))
                .findFirst()
                .or(() -> branches.entrySet().stream()
                        .filter(b -> b.getValue().equals(head))
                        .map(Map.Entry::getKey)
                        .sorted()
                        .findFirst())
                .orElse(head));
    }

    /** Whether HEAD names a branch that is not there, so that a clone checks nothing out. */
    boolean headIsDangling() {
        return head.isPresent() && commitOf(head.get()).isEmpty();
    }

    /** The commit whose files a clone checks out; the one of a usual branch where HEAD names none. */
    Optional<String> defaultCommit() {
        return head.flatMap(this::commitOf)
                .or(() -> USUAL.stream()
                        .map(this::commitOf)
                        .flatMap(Optional::stream)
                        .findFirst())
                .or(() -> branches.size() == 1 ? branches.values().stream().findFirst() : Optional.empty());
    }

    /** The commit of a branch, or a name of a commit itself. */
    Optional<String> commitOf(String branch) {
        return Optional.ofNullable(branches.get(branch))
                .or(() -> branch.matches("[0-9a-f]{40}|[0-9a-f]{64}") ? Optional.of(branch) : Optional.empty());
    }
}
