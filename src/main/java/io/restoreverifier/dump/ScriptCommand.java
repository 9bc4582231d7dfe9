package io.restoreverifier.dump;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The commands of psql that pg_dump writes into scripts; there are no others. */
public final class ScriptCommand {
    private static final Pattern CONNECT =
            Pattern.compile("\\\\connect (?:-reuse-previous=on )?(\"(?:[^\"]++|\"\")++\"|[^\\s\"'=-][^\\s\"'=]*)");
    /** The first since August 2025, lest a hostile server plant others; the second before names of odd characters. */
    private static final Pattern HARMLESS = Pattern.compile("\\\\(?:(?:un)?restrict \\w+|encoding SQL_ASCII)");
    /** A name that a URI or a connection string could be taken for. */
    private static final Pattern CONNECTION = Pattern.compile("\\\\connect -reuse-previous=on \"dbname='(.*)'\"");

    private ScriptCommand() {}

    /** The database that the rest is for; empty for any other command. */
    public static Optional<String> connect(String command) {
        Matcher connection = CONNECTION.matcher(command);
        if (connection.matches()) {
            return Optional.of(connection.group(1).replace("\"\"", "\"").replaceAll("\\\\(.)", "$1"));
        }
        Matcher connect = CONNECT.matcher(command);
        return connect.matches() ? Optional.of(CopyTarget.plain(connect.group(1))) : Optional.empty();
    }

    /** Whether pg_dump wrote it. */
    public static boolean isExpected(String command) {
        return HARMLESS.matcher(command).matches() || connect(command).isPresent();
    }
}
