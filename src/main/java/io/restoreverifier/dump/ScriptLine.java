package io.restoreverifier.dump;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The comments of a script that say what it is and what follows, as PostgreSQL's {@code pg_backup_archiver.c} writes them. */
public final class ScriptLine {
    /** The first words of a script, for each database that it holds. */
    public static final String BEGIN = "-- PostgreSQL database dump";

    /** The last words of a script that is whole. */
    public static final String COMPLETE = "-- PostgreSQL database dump complete";

    /** The first words of a script of all databases, by pg_dumpall. */
    public static final String CLUSTER = "-- PostgreSQL database cluster dump";

    /** The last words of one that is whole. */
    public static final String CLUSTER_COMPLETE = "-- PostgreSQL database cluster dump complete";

    private static final Pattern DATABASE = Pattern.compile("-- Database \"(.*)\" dump");

    /** A name may hold anything but a line end, hence the last that fits. */
    private static final Pattern HEADING = Pattern.compile(
            "-- (?:(?:Data|Statistics) for )?Name: (.*); Type: ([A-Z ]+); Schema: (.*); Owner: (.*?)(?:; Tablespace: .*)?");

    private static final Pattern SERVER = Pattern.compile("-- Dumped from database version (\\S.*)");
    private static final Pattern TOOL = Pattern.compile("-- Dumped by pg_dump version (\\S.*)");
    private static final Pattern STARTED =
            Pattern.compile("-- Started on (\\d{4}-\\d\\d-\\d\\d) (\\d\\d:\\d\\d:\\d\\d).*");

    private ScriptLine() {}

    /**
     * The entry of the table of contents that pg_dump had for what follows; empty for any other comment.
     *
     * @param id its number, which a script does not say
     */
    public static Optional<DumpEntry> entry(String comment, int id) {
        Matcher heading = HEADING.matcher(comment);
        if (!heading.matches()) {
            return Optional.empty();
        }
        String type = heading.group(2);
        boolean hasData = type.equals("TABLE DATA") || type.equals("BLOBS");
        String schema = orNone(heading.group(3));
        return Optional.of(
                new DumpEntry(id, type, schema, heading.group(1), orNone(heading.group(4)), hasData, 0, false));
    }

    /** The database of a script of pg_dumpall that comes next. */
    public static Optional<String> database(String comment) {
        return of(DATABASE, comment);
    }

    /** The version of the dumped server, when the comment says it. */
    public static Optional<String> serverVersion(String comment) {
        return of(SERVER, comment);
    }

    /** The version of pg_dump, when the comment says it. */
    public static Optional<String> toolVersion(String comment) {
        return of(TOOL, comment);
    }

    /** When pg_dump began, in ISO form and its own time zone; only {@code --verbose} says it. */
    public static Optional<String> started(String comment) {
        Matcher matcher = STARTED.matcher(comment);
        return matcher.matches() ? Optional.of(matcher.group(1) + "T" + matcher.group(2)) : Optional.empty();
    }

    private static Optional<String> of(Pattern pattern, String comment) {
        Matcher matcher = pattern.matcher(comment);
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    private static String orNone(String name) {
        return name.equals("-") ? "" : name;
    }
}
