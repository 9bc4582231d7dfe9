package io.restoreverifier.model;

import java.sql.SQLException;
import java.util.regex.Pattern;

/**
 * Messages of SQLite without what they quote of a statement, and what its result codes are where other servers have a state
 * (sqlite.org/rescode.html).
 */
public final class SqliteMessage {
    /** How its driver begins them. */
    private static final Pattern BEGIN = Pattern.compile("^\\[SQLITE_\\w+\\] ?");

    private static final Pattern QUOTED = Pattern.compile("(near|token:) \".*\"(?=[:)]|$)", Pattern.DOTALL);
    private static final String RAISED = "SQLITE_CONSTRAINT_TRIGGER";
    private static final int NO_MEMORY = 7;
    private static final int CORRUPT = 11;
    private static final int NO_DATABASE = 26;

    private SqliteMessage() {}

    static boolean isOne(SQLException error) {
        return BEGIN.matcher(String.valueOf(error.getMessage())).find();
    }

    static String of(SQLException error) {
        String message = String.valueOf(error.getMessage());
        if (message.contains(RAISED)) {
            return "a trigger of the database raised an error; its text is not shown, since it may carry rows";
        }
        String plain = BEGIN.matcher(message).replaceFirst("").strip();
        int inner = plain.indexOf(" (");
        String said = inner > 0 && plain.endsWith(")") ? plain.substring(inner + 2, plain.length() - 1) : plain;
        return QUOTED.matcher(said).replaceAll("$1 \"...\"");
    }

    /** Whether it says that the database file is damaged, or none. */
    public static boolean saysCorrupt(SQLException error) {
        return isOne(error) && (error.getErrorCode() == CORRUPT || error.getErrorCode() == NO_DATABASE);
    }

    /** The state that PostgreSQL has for it; empty when the statement or the database is at fault. */
    static String state(SQLException error) {
        return switch (error.getErrorCode()) {
            case NO_MEMORY -> "53200";
            // Interrupted, by the limit of time.
            case 9 -> "57014";
            // Full.
            case 13 -> "53100";
            // Busy, locked, an error of input or output, cannot be opened, locking protocol, too big for our limit.
            case 5, 6, 10, 14, 15, 18 -> "58030";
            default -> "";
        };
    }
}
