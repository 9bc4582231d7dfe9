package io.restoreverifier.remote;

import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Settings;
import io.restoreverifier.remote.Tool.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Calls of pgBackRest with a configuration that nobody else can read. pgBackRest takes passphrases and keys from a file or from its
 * environment only, which every process of the user can look at, and its own processes read it anew: so it is given a file in
 * memory that has lost its name before anything is in it. See pgBackRest's configuration reference.
 *
 * @param cipher what its configuration says of the passphrase, in lines
 */
record PgbackrestCall(PgbackrestPlace place, String cipher, Duration silence) {
    /** It waits for a server several times over before it gives up, and is to say why within the time that it has. */
    private static final int WAITS = 5;

    private static final String NAMELESS = """
            set -e; umask 077
            test -d /dev/shm || { echo 'there is no /dev/shm to keep the configuration in' >&2; exit 3; }
            f=$(mktemp /dev/shm/restore-verifier-XXXXXXXX); exec 8>"$f" 9<"$f"; rm "$f"; cat >&8; exec 8>&-
            cd "$1"; shift; exec pgbackrest --config=/proc/self/fd/9 "$@" </dev/null""";
    private static final int NO_PROGRAM = 127;

    /** What it says while it does its work is of no use; what it locks is of nobody else's. */
    private static final String QUIET = """
            log-level-file=off
            log-level-console=off
            log-level-stderr=warn
            job-retry=0
            """;

    /** @throws CannotTell as {@link Tool#run} */
    Answer run(Path from, Duration limit, String... arguments) {
        try (TemporaryFolder locks = locks()) {
            Duration wait = limit.dividedBy(WAITS);
            Tool tool = tool("lock-path=" + locks.path() + "\n", wait.compareTo(silence) < 0 ? wait : silence);
            Answer answer = tool.run(call(from, arguments), limit);
            if (answer.status() == NO_PROGRAM) {
                throw new CannotTell(
                        FindingCode.TOOL_FAILED,
                        "there is no pgbackrest on this machine to read with",
                        "install it (Debian and Ubuntu: apt-get install pgbackrest)");
            }
            return answer;
        }
    }

    Answer ask(String... arguments) {
        return run(Path.of("/"), silence, arguments);
    }

    /** Starts what locks nothing, for what it writes. */
    Tool.Running open(String... arguments) {
        return tool("", silence).open(call(Path.of("/"), arguments));
    }

    private static List<String> call(Path from, String... arguments) {
        List<String> call = new ArrayList<>(List.of("sh", "-c", NAMELESS, "sh", from.toString()));
        call.addAll(List.of(arguments));
        return call;
    }

    private Tool tool(String locks, Duration wait) {
        int processes = Math.min(4, Runtime.getRuntime().availableProcessors());
        String text =
                "[global]\n" + QUIET + locks + "process-max=" + processes + "\n" + place.configuration(wait) + cipher;
        return new Tool("pgbackrest", "pgbackrest", text, Map.of());
    }

    private static TemporaryFolder locks() {
        try {
            return TemporaryFolder.create();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot create a folder for locks", e);
        }
    }

    /** A text that becomes a line of its configuration; empty when absent. */
    static Optional<String> line(Settings settings, String key) {
        Optional<String> text = settings.text(key);
        if (text.filter(written -> written.matches("(?s).*\\p{Cntrl}.*")).isPresent()) {
            settings.problem(key, "is more than one line", "pgBackRest's configuration takes one line");
        }
        return text;
    }

    /** Keeps the passphrase out of what is printed by accident. */
    @Override
    public String toString() {
        return "pgbackrest";
    }
}
