package io.restoreverifier.restore;

import io.restoreverifier.model.ServerMessage;
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

    private ServerLog() {}

    /** The lines that carry no rows, oldest first. */
    static List<String> withoutRows(String log) {
        return log.lines().map(ServerLog::shown).flatMap(Optional::stream).toList();
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
