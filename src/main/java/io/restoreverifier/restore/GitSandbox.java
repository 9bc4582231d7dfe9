package io.restoreverifier.restore;

import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.sandbox.Command;
import io.restoreverifier.sandbox.LineConsumer;
import io.restoreverifier.sandbox.Sandbox;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * git in a sandbox, over a repository of our own that what came back is brought into. So no configuration, hook, filter
 * or list of attributes of the repository that came back is ever read, and no configuration of a machine either.
 */
final class GitSandbox implements AutoCloseable {
    private static final int MOST_LINES = 100_000;
    private static final int NOT_FOUND = 127;

    private static final Map<String, String> ALONE = Map.ofEntries(
            Map.entry("GIT_CONFIG_NOSYSTEM", "1"),
            Map.entry("GIT_CONFIG_GLOBAL", "/dev/null"),
            Map.entry("GIT_ATTR_NOSYSTEM", "1"),
            Map.entry("GIT_ALLOW_PROTOCOL", "none"),
            Map.entry("GIT_NO_LAZY_FETCH", "1"),
            Map.entry("GIT_NO_REPLACE_OBJECTS", "1"),
            Map.entry("GIT_TERMINAL_PROMPT", "0"),
            Map.entry("HOME", "/nonexistent"),
            Map.entry("LC_ALL", "C"));

    /** What is only there to be faster may be stale, and says nothing about the objects. */
    private static final List<String> OWN_WAY = List.of(
            "-c", "core.commitGraph=false", "-c", "core.multiPackIndex=false", "-c", "core.hooksPath=/dev/null");

    /** Attributes that would have files left out, rewritten or run through programs; these here win over all others. */
    private static final String MAKE = """
            set -e
            git init -q --bare --template= --object-format="$2" "$1"
            mkdir -p "$1/info" "$1/objects/info"
            echo '* -filter -export-ignore -export-subst' >"$1/info/attributes"
            """;

    private static final String BORROW = """
            set -e
            echo "$2/objects" >"$1/objects/info/alternates"
            for names in packed-refs refs; do
                [ ! -e "$2/$names" ] || cp -R "$2/$names" "$1/"
            done
            """;

    private static final String TAKE_NAMES = """
            exec git update-ref --stdin <"$1"
            """;

    private static final String ARCHIVE = """
            exec git archive --format=tar "$1" >"$2"
            """;

    private final Sandbox sandbox;
    private final Duration limit;
    private final String repository;

    /** What git said, its lines bounded, and how it ended. */
    record Answer(int status, List<String> lines, List<String> errors) {
        boolean ok() {
            return status == 0;
        }

        /** The line that says why. */
        String reason() {
            List<String> said = errors.isEmpty() ? lines : errors;
            return said.stream()
                    .filter(l -> l.startsWith("fatal: ") || l.startsWith("error: "))
                    .findFirst()
                    .or(() -> said.stream().findFirst())
                    .map(io.restoreverifier.archive.SafeName::shown)
                    .orElse("git ended with status " + status);
        }
    }

    GitSandbox(Sandbox sandbox, Duration limit) {
        this.sandbox = sandbox;
        this.limit = limit;
        this.repository = sandbox.dataFolder() + "/repository.git";
    }

    Sandbox sandbox() {
        return sandbox;
    }

    /** Makes the repository of our own, empty. */
    void make(boolean sha256) {
        demand(shell(MAKE, repository, sha256 ? "sha256" : "sha1"));
    }

    /** Reads objects where another repository has them, and takes its names of branches and tags. */
    void borrow(String other) {
        demand(shell(BORROW, repository, other));
    }

    /** Sets names of branches and tags, from a file of {@code update-ref --stdin}. */
    Answer takeNames(String file) {
        return shell(TAKE_NAMES, file);
    }

    /** Writes the files of a commit as a tar archive. */
    int archive(String commit, String file) {
        return shell(ARCHIVE, commit, file).status();
    }

    Answer git(String... arguments) {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(OWN_WAY);
        command.addAll(List.of(arguments));
        return run(command);
    }

    /** What git says, where it has no reason not to. */
    List<String> lines(String... arguments) {
        List<String> lines = demand(git(arguments)).lines();
        if (lines.size() > MOST_LINES) {
            throw new CannotTell(
                    FindingCode.NOT_SUPPORTED,
                    "git " + arguments[0] + " tells more than " + MOST_LINES + " names, which is more than are held",
                    "is it one repository?");
        }
        return lines;
    }

    private Answer shell(String script, String... arguments) {
        List<String> command = new ArrayList<>(List.of("sh", "-c", script, "sh"));
        command.addAll(List.of(arguments));
        return run(command);
    }

    private Answer run(List<String> command) {
        List<String> lines = new ArrayList<>();
        List<String> errors = new ArrayList<>();
        Map<String, String> environment = new java.util.HashMap<>(ALONE);
        environment.put("GIT_DIR", repository);
        int status = sandbox.run(new Command(command, environment, limit), (stream, text) -> {
            List<String> heard = stream == LineConsumer.Stream.ERR ? errors : lines;
            if (heard.size() <= MOST_LINES) {
                heard.add(text);
            }
        });
        if (status != 0) {
            Optional<CannotTell> exhausted = sandbox.exhaustion();
            if (exhausted.isPresent()) {
                throw exhausted.get();
            }
        }
        if (status == NOT_FOUND) {
            throw new CannotTell(
                    FindingCode.TOOL_FAILED,
                    "there is no git in " + sandbox.info().equipment(),
                    sandbox.info().image().isEmpty()
                            ? "install it (Debian and Ubuntu: apt-get install git), or use a Docker engine"
                            : "name an image that has it: `git: {image: " + GitSettings.IMAGE + "}`");
        }
        return new Answer(status, List.copyOf(lines), List.copyOf(errors));
    }

    private Answer demand(Answer answer) {
        if (answer.ok()) {
            return answer;
        }
        throw new CannotTell(
                FindingCode.TOOL_FAILED,
                "git in " + sandbox.info().equipment() + ": " + answer.reason(),
                "try the same by hand; a newer git may know more: `git: {image: ...}`");
    }

    @Override
    public void close() {
        sandbox.close();
    }
}
