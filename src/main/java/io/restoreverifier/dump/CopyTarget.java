package io.restoreverifier.dump;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The table that a COPY command of a dump loads into.
 *
 * @param schema empty in dumps of 2018 and older, which set a search path instead
 * @param columns as SQL lists them, with their parentheses; empty when the command names none
 */
public record CopyTarget(String schema, String name, String columns) {
    static final String NAME = "(?:\"(?:[^\"]++|\"\")++\"|[\\p{L}_][\\p{L}\\p{N}_$]*+)";
    private static final Pattern FROM_STDIN = Pattern.compile(
            "COPY (?:(" + NAME + ")\\.)?(" + NAME + ") +(\\(" + NAME + "(?:, " + NAME + ")*+\\))? ?FROM stdin;\\s*");

    /** 1600 columns of 63 characters, quoted, are far less. */
    private static final int MOST = 1 << 20;

    /** Empty for anything but a COPY of a table from its client, without object identifiers. */
    public static Optional<CopyTarget> of(String command) {
        if (command.length() > MOST) {
            return Optional.empty();
        }
        Matcher matcher = FROM_STDIN.matcher(command);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String schema = matcher.group(1);
        String columns = matcher.group(3);
        return Optional.of(new CopyTarget(
                schema == null ? "" : plain(schema), plain(matcher.group(2)), columns == null ? "" : columns));
    }

    /** A name as it stands in SQL, without its quotes. */
    public static String plain(String name) {
        return name.startsWith("\"") ? name.substring(1, name.length() - 1).replace("\"\"", "\"") : name;
    }
}
