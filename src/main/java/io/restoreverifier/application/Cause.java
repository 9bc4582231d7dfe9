package io.restoreverifier.application;

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
    private static final Map<String, String> STATES = Map.of(
            "08001", "the database cannot be reached",
            "28P01", "the database refuses the password",
            "28000", "the database refuses the login",
            "3D000", "the database has another name",
            "3F000", "a schema is missing",
            "42501", "the role lacks a right",
            "42703", "a column is missing",
            "42883", "a function is missing",
            "42P01", "a table is missing",
            "23505", "a value is there already");

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
        Matcher exception = EXCEPTION.matcher(line);
        return exception.find() ? Optional.of(exception.group(1)) : Optional.empty();
    }
}
