package io.restoreverifier.restore;

import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.ServerMessage;
import io.restoreverifier.model.Stage;
import io.restoreverifier.sandbox.LineConsumer;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads what psql says of a dump of globals. A role that exists already is expected: the superuser, and those that the
 * entry names. Anything else is a warning, since it is the dump that must come back; what it lacks, it will say itself.
 */
final class GlobalsOutput implements LineConsumer {
    private static final int MOST = 20;
    private static final Pattern ERROR = Pattern.compile("^psql:.*?:\\d+: (?:ERROR: +)?(?:error: )?(.*)$");
    private static final Pattern EXPECTED =
            Pattern.compile("role \"(?:[^\"]|\"\")+\" already exists|invalid command \\\\(?:un)?restrict");

    private final Set<String> errors = new LinkedHashSet<>();

    @Override
    public synchronized void line(Stream stream, String text) {
        Matcher error = ERROR.matcher(text);
        if (error.matches() && !EXPECTED.matcher(error.group(1)).find() && !text.contains(": NOTICE:")) {
            errors.add(ServerMessage.withoutRows(error.group(1)));
        }
    }

    synchronized List<Finding> findings() {
        return errors.stream()
                .limit(MOST)
                .map(message -> Finding.warning(
                        FindingCode.RESTORE_ERRORS,
                        Stage.RESTORE,
                        "globals",
                        "the dump of globals: " + message,
                        "on the day of a recovery, load it by hand and look at this line"))
                .toList();
    }
}
