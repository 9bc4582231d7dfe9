package io.restoreverifier.model;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Messages of MariaDB and MySQL without the values they print. Whatever stands in quotes may be one, except in errors about
 * objects alone, where it is a name that an operator needs. What a trigger or a routine raises is not shown at all.
 */
public final class MariadbMessage {
    /** Error numbers whose quotes hold names, in errmsg-utf8.txt of the server. */
    private static final Set<Integer> ABOUT_NAMES = Set.of(
            1005, 1006, 1007, 1008, 1044, 1046, 1049, 1050, 1051, 1054, 1060, 1061, 1071, 1072, 1091, 1101, 1109, 1115,
            1132, 1142, 1146, 1148, 1192, 1193, 1215, 1227, 1231, 1273, 1286, 1298, 1304, 1305, 1347, 1356, 1359, 1360,
            1370, 1396, 1418, 1419, 1449, 1472, 1477, 1478, 1524, 1539, 1813, 1830, 1932, 4031);

    private static final String RAISED =
            "a trigger or routine of the database raised an error; its text is not shown, since it may carry rows";

    /** As the client prints it: ERROR 1146 (42S02) at line 12: Table 'a.b' doesn't exist. */
    private static final Pattern PRINTED = Pattern.compile(
            "^ERROR (\\d{4,5})(?: \\((\\w{5})\\))?( at line \\d+)?(?: in file: '[^']*')?: (.*)$", Pattern.DOTALL);

    private MariadbMessage() {}

    /** Whether a message of ours says that the server was lost: errors 2002, 2006 and 2013 of the client library. */
    public static boolean saysServerIsLost(String message) {
        return message.matches(".*\\(error (?:2002|2006|2013)\\)");
    }

    /** Whether it says that there is no room on disk: ER_DISK_FULL, ER_RECORD_FILE_FULL. */
    public static boolean saysDiskIsFull(String message) {
        return message.matches(".*\\(error (?:1021|1114)\\)");
    }

    /**
     * One message of a server.
     *
     * @param code the server's number of the error
     */
    public static String of(int code, String state, String message) {
        if (state.equals("45000") || code == 1644) {
            return RAISED;
        }
        String first = message.lines().findFirst().orElse("").strip();
        String shown = ABOUT_NAMES.contains(code) ? first : withoutQuoted(first);
        return shown + " (error " + code + ")";
    }

    /** What stands in quotes may hold some itself: all from the first to the last goes. */
    private static String withoutQuoted(String text) {
        int first = text.indexOf('\'');
        int last = text.lastIndexOf('\'');
        if (first < 0) {
            return text;
        }
        return text.substring(0, first) + "'..." + (last > first ? "'" + text.substring(last + 1) : "");
    }

    /** A line of a client program's output; empty when it is no error of the server or of the program. */
    public static Optional<String> printed(String line) {
        Matcher matcher = PRINTED.matcher(line);
        if (!matcher.matches()) {
            // The client's own, such as a command that it does not know: they have no number, and no status tells of
            // them.
            return line.startsWith("ERROR")
                    ? Optional.of("an error of the client, whose text is not shown")
                    : Optional.empty();
        }
        String state = matcher.group(2) == null ? "" : matcher.group(2);
        String place = matcher.group(3) == null ? "" : matcher.group(3).strip() + ": ";
        return Optional.of(place + of(Integer.parseInt(matcher.group(1)), state, matcher.group(4)));
    }
}
