package io.restoreverifier.remote;

import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.FindingCode;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What the words of a backup program mean; their statuses tell all failures alike. */
final class ToolWords {
    private static final int LONGEST = 200;
    private static final Pattern WRONG_KEY =
            Pattern.compile("wrong password or no key found|passphrase supplied in .* is incorrect|No key file for");
    private static final Pattern NO_REPOSITORY =
            Pattern.compile("unable to open config file|[Rr]epository .* does not exist|not a valid repository");
    private static final Pattern GONE = Pattern.compile("(?m)no matching ID found|^Archive .* does not exist");
    private static final Pattern DAMAGE = Pattern.compile(
            "ciphertext verification failed|does not match|invalid data returned|Data integrity error|IntegrityError"
                    + "|not found in (index|repository)|no such file or directory|FileNotFoundError|does not exist"
                    + "|checksum mismatch|contains errors|errors found|[Ii]nconsisten|missing|damaged");
    private static final Pattern NOT_REACHED = Pattern.compile(
            "connection refused|[Cc]onnection (reset|closed|timed out)|i/o timeout|no such host|[Nn]o route to host"
                    + "|[Hh]ost key verification failed|Permission denied \\(|Access ?Denied|Forbidden"
                    + "|SignatureDoesNotMatch|InvalidAccessKeyId|unable to start the sftp session|Could not resolve");
    private static final Pattern NOISE = Pattern.compile(
            "^\\s*(Load\\(.*|File \".*|Traceback .*|\\^+|Fatal: repository contains errors|Warning: .*|Do you want .*"
                    + "|Local Exception|using temporary cache.*|created new cache.*|During handling .*)$");

    private ToolWords() {}

    /** The first line that says something. */
    static String shown(String said) {
        List<String> lines = said.lines().filter(l -> !l.isBlank()).toList();
        String line = lines.stream()
                .filter(l -> DAMAGE.matcher(l).find() && !NOISE.matcher(l).matches())
                .findFirst()
                .or(() ->
                        lines.stream().filter(l -> !NOISE.matcher(l).matches()).findFirst())
                .orElse("nothing");
        return plain(line);
    }

    /** In one line, and not without end. */
    static String plain(String said) {
        String plain = said.strip().replaceAll("\\p{Cntrl}", "?");
        return plain.length() > LONGEST ? plain.substring(0, LONGEST) + "…" : plain;
    }

    static boolean isDamage(String said) {
        return said.lines().anyMatch(l -> DAMAGE.matcher(l).find())
                && !isWrongKey(said)
                && !isNoRepository(said)
                && !isNotReached(said);
    }

    /** @throws IOException when a snapshot was asked for that is not there any more */
    static void requireThere(String said, String id) throws IOException {
        if (GONE.matcher(said).find()) {
            throw new IOException("snapshot " + id + " is not there any more");
        }
    }

    /** Whether the way to it is what failed: then nothing is known of what lies there. */
    private static boolean isNotReached(String said) {
        return NOT_REACHED.matcher(said).find();
    }

    private static String notReached(String said) {
        return plain(said.lines()
                .filter(line -> NOT_REACHED.matcher(line).find())
                .findFirst()
                .orElse(""));
    }

    private static boolean isWrongKey(String said) {
        return WRONG_KEY.matcher(said).find();
    }

    private static boolean isNoRepository(String said) {
        return NO_REPOSITORY.matcher(said).find();
    }

    /**
     * What a check of the program's own found wrong; empty when it said that it found nothing.
     *
     * @param sound whether it said so, in its own words
     * @throws CannotTell when it says neither
     */
    static Optional<String> damage(SnapshotStore store, Tool.Answer answer, boolean sound) {
        if (answer.status() == 0 && sound) {
            return Optional.empty();
        }
        if (answer.status() != 0 && isDamage(answer.errors())) {
            return Optional.of(shown(answer.errors()));
        }
        throw trouble(store, answer);
    }

    /** What keeps us from telling. */
    static CannotTell trouble(SnapshotStore store, Tool.Answer answer) {
        if (isWrongKey(answer.errors())) {
            return new CannotTell(
                    FindingCode.WRONG_KEY,
                    "the password under `source:` does not open " + store.location() + ", says " + store.program(),
                    "correct `password`; whoever restores at night needs the right one, too");
        }
        if (isNotReached(answer.errors())) {
            return new CannotTell(
                    FindingCode.SOURCE_UNREACHABLE,
                    store.program() + " does not reach " + store.location() + ": " + notReached(answer.errors()),
                    "does the server answer, and does " + store.program() + " find its credentials as this user?");
        }
        if (isNoRepository(answer.errors())) {
            return new CannotTell(
                    FindingCode.SOURCE_UNREACHABLE,
                    "there is no repository of " + store.program() + " at " + store.location(),
                    "correct `" + store.program() + "`; is the drive mounted?");
        }
        return new CannotTell(
                FindingCode.TOOL_FAILED,
                store.program() + " cannot read " + store.location() + ": " + shown(answer.errors()),
                "run it by hand as this user");
    }
}
