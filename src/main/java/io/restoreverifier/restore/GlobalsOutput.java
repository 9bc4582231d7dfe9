package io.restoreverifier.restore;

import io.restoreverifier.model.FetchedArtifact;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.ServerMessage;
import io.restoreverifier.model.Stage;
import io.restoreverifier.sandbox.LineConsumer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a server says of a dump of globals, by way of psql or without it. A role that exists already is expected: the superuser, and those that the
 * entry names. Anything else is a warning, since it is the dump that must come back; what it lacks, it will say itself.
 */
final class GlobalsOutput implements LineConsumer {
    private static final int MOST = 20;
    private static final Pattern ERROR = Pattern.compile("^psql:.*?:\\d+: (?:ERROR: +)?(?:error: )?(.*)$");
    private static final Pattern EXPECTED =
            Pattern.compile("role \"(?:[^\"]|\"\")+\" already exists|invalid command \\\\(?:un)?restrict");

    private static final int HEAD = 4096;

    private final List<Finding> unusable = new ArrayList<>();
    private final Set<String> errors = new LinkedHashSet<>();

    @Override
    public synchronized void line(Stream stream, String text) {
        Matcher error = ERROR.matcher(text);
        if (error.matches() && !text.contains(": NOTICE:")) {
            error(error.group(1), ServerMessage.withoutRows(error.group(1)));
        }
    }

    /**
     * One error.
     *
     * @param said as the server says it
     * @param shown the same without rows
     */
    synchronized void error(String said, String shown) {
        if (!EXPECTED.matcher(said).find()) {
            errors.add(shown);
        }
    }

    /** A file that is no dump of globals may load without a word, as an empty one does, and proves nothing. */
    synchronized void ended(FetchedArtifact globals, int status) {
        String name = globals.artifact().name();
        if (!isDumpOfGlobals(globals)) {
            unusable.add(unusable(FindingCode.UNKNOWN_FORMAT, name, "it is no dump by pg_dumpall"));
        } else if (status != 0) {
            unusable.add(unusable(FindingCode.RESTORE_FAILED, name, "psql ended with status " + status));
        }
    }

    private static boolean isDumpOfGlobals(FetchedArtifact globals) {
        try (InputStream in = Files.newInputStream(globals.file())) {
            return new String(in.readNBytes(HEAD), StandardCharsets.UTF_8).contains("PostgreSQL database cluster dump");
        } catch (IOException e) {
            throw new UncheckedIOException("the copy of the globals cannot be read", e);
        }
    }

    private static Finding unusable(FindingCode code, String name, String why) {
        return Finding.error(
                code,
                Stage.RESTORE,
                name,
                "the dump of globals cannot be used: " + why,
                "write it with `pg_dumpall --globals-only`, and look at what the job wrote instead");
    }

    synchronized List<Finding> findings() {
        List<Finding> findings = new ArrayList<>(unusable);
        errors.stream()
                .limit(MOST)
                .map(message -> Finding.warning(
                        FindingCode.RESTORE_ERRORS,
                        Stage.RESTORE,
                        "globals",
                        "the dump of globals: " + message,
                        "on the day of a recovery, load it by hand and look at this line"))
                .forEach(findings::add);
        return findings;
    }
}
