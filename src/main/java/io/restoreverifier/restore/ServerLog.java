package io.restoreverifier.restore;

import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.ServerMessage;
import io.restoreverifier.sandbox.FullDisk;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The log of a server in a sandbox. What the server says of itself is kept; of what it says for a session only that it
 * had to end, since everything else of a session may be text out of rows, also as RAISE LOG writes it.
 */
final class ServerLog {
    /** See log_line_prefix in the manual: processes that are no session stop at %q. */
    static final String PREFIX = "%t server: %qsession: ";

    private static final Pattern LINE =
            Pattern.compile("^(\\S+ \\S+ \\S+) server: (session: )?((LOG|WARNING|ERROR|FATAL|PANIC): .*)$");

    /** ENOSPC in the C library's words; a session cannot raise what ends the server. */
    private static final Pattern FULL = Pattern.compile("^\\S+ \\S+ \\S+ PANIC: .*: No space left on device$");

    private ServerLog() {}

    /** The lines that carry no rows, oldest first. */
    static List<String> withoutRows(String log) {
        return log.lines().map(ServerLog::shown).flatMap(Optional::stream).toList();
    }

    /** Where it ends, in one line. */
    static String lastLines(String log) {
        List<String> lines = withoutRows(log);
        return String.join(" | ", lines.subList(Math.max(0, lines.size() - 3), lines.size()));
    }

    /**
     * Whether the server fell because it could not write. What it had written last is gone when it comes back, so its
     * disk may have room again.
     */
    static Optional<CannotTell> outOfDisk(String log) {
        return withoutRows(log).stream()
                .filter(line -> FULL.matcher(line).find())
                .findFirst()
                .map(line -> FullDisk.told(" and its server fell: " + line));
    }

    private static Optional<String> shown(String line) {
        Matcher matcher = LINE.matcher(line);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        boolean ends = matcher.group(4).equals("FATAL") || matcher.group(4).equals("PANIC");
        return matcher.group(2) == null || ends
                ? Optional.of(matcher.group(1) + " " + ServerMessage.withoutRows(matcher.group(3)))
                : Optional.empty();
    }
}
