package io.restoreverifier.application;

import static java.util.Map.entry;

import io.restoreverifier.model.ServerMessage;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a line of an application's log tells of the reason of a failure, without any word that could be out of a row. */
final class Cause {
    private static final Pattern SERVER = Pattern.compile("\\b(?:ERROR|FATAL): .*");
    private static final Pattern STATE = Pattern.compile("SQLSTATE[^0-9A-Z]{0,3}([0-9A-Z]{5})\\b");
    private static final Pattern EXCEPTION =
            Pattern.compile("\\b((?:[a-z_][\\w$]*\\.)+[A-Z][\\w$]*(?:Exception|Error))\\b");
    /** PHP's own log: which file or value it was stands behind, and may be out of a row. */
    private static final Pattern PHP = Pattern.compile("\\bUncaught ([A-Za-z_]\\w*(?:\\\\\\w+)*)\\b");

    private static final Pattern PHP_FILE = Pattern.compile("\\bFailed opening (?:required )?'");
    private static final Map<String, String> STATES = Map.ofEntries(
            entry("08001", "the database cannot be reached"),
            entry("28P01", "the database refuses the password"),
            entry("28000", "the database refuses the login"),
            entry("3D000", "the database has another name"),
            entry("3F000", "a schema is missing"),
            entry("42501", "the role lacks a right"),
            entry("42703", "a column is missing"),
            entry("42883", "a function is missing"),
            entry("42P01", "a table is missing"),
            entry("23505", "a value is there already"),
            // MariaDB and MySQL
            entry("42S02", "a table is missing"),
            entry("42S22", "a column is missing"),
            entry("23000", "a value is there already, or one that it refers to is not"));

    private Cause() {}

    static Optional<String> in(String line) {
        Matcher server = SERVER.matcher(line);
        if (server.find()) {
            return Optional.of(ServerMessage.withoutRows(server.group()));
        }
        Matcher state = STATE.matcher(line);
        if (state.find()) {
            String meaning = STATES.get(state.group(1));
            return Optional.of("SQLSTATE " + state.group(1) + (meaning == null ? "" : " (" + meaning + ")"));
        }
        if (PHP_FILE.matcher(line).find()) {
            return Optional.of("a file of the code that is missing");
        }
        Matcher php = PHP.matcher(line);
        if (php.find()) {
            return Optional.of(php.group(1));
        }
        Matcher exception = EXCEPTION.matcher(line);
        return exception.find() ? Optional.of(exception.group(1)) : Optional.empty();
    }
}
