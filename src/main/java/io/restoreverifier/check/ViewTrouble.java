package io.restoreverifier.check;

import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.ServerMessage;
import io.restoreverifier.model.Stage;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;

/**
 * What it means that a view does not answer. By PostgreSQL's error codes (the manual's appendix A): what it refers to is
 * missing, so that it can answer nowhere; or it wants what a sandbox does not have; or its data or its functions make it
 * fail, which they may do in production too.
 *
 * @param what in words, without rows
 */
record ViewTrouble(Kind kind, String what, String state) {
    /** Undefined column, function, table, parameter or object; what cannot be compiled; and damage that the server sees. */
    private static final Set<String> BROKEN = Set.of(
            "42703", "42883", "42P01", "42P02", "42704", "42601", "42804", "42809", "42P13", "XX000", "XX001", "XX002");

    private static final Set<String> FOUND_BY_SEARCH_PATH = Set.of("42883", "42P01", "42704");

    /** How much one view may write to sort and to count, as PostgreSQL writes sizes. */
    static final String TEMPORARY_FILES = "64MB";

    /** Cancelled; beyond temp_file_limit; and a disk that is full in spite of it. */
    private static final Set<String> OUT_OF_TIME_OR_ROOM = Set.of("57014", "53400", "53100");

    private enum Kind {
        BROKEN,
        DOUBTFUL,
        LACKS
    }

    /**
     * @param connection that it was asked over; whether it lives on tells a server that is gone from a server that the view
     *     would have reached
     */
    static ViewTrouble of(SQLException e, Connection connection) throws SQLException {
        String state = e.getSQLState() == null ? "" : e.getSQLState();
        if (state.startsWith("53") || !connection.isValid(5)) {
            DatabaseCheck.throwIfNotAnswered(e, "views");
        }
        String message = ServerMessage.of(e);
        if (state.startsWith("08") || state.startsWith("HV")) {
            return new ViewTrouble(Kind.LACKS, "it reads what lies on another server: " + message, state);
        }
        if (state.equals("25006")) {
            return new ViewTrouble(Kind.LACKS, "it writes, which no check does: " + message, state);
        }
        if (state.equals("42704") && message.contains("unrecognized configuration parameter")) {
            return new ViewTrouble(Kind.LACKS, "it asks for a setting that applications make: " + message, state);
        }
        if (state.equals("55000")) {
            return new ViewTrouble(Kind.LACKS, "what it reads is not ready here: " + message, state);
        }
        return new ViewTrouble(BROKEN.contains(state) ? Kind.BROKEN : Kind.DOUBTFUL, message, state);
    }

    static ViewTrouble searchPath() {
        return new ViewTrouble(
                Kind.DOUBTFUL,
                "it answers only when a function that it calls finds its objects by a search_path, and the dump brings no"
                        + " setting of one",
                "");
    }

    /** A view that sorts or counts much says nothing about the backup, as long as it is ended before it fills the sandbox. */
    static boolean isOutOfTimeOrRoom(SQLException e) {
        return OUT_OF_TIME_OR_ROOM.contains(e.getSQLState() == null ? "" : e.getSQLState());
    }

    boolean mayBeTheSearchPath() {
        return kind == Kind.BROKEN && FOUND_BY_SEARCH_PATH.contains(state);
    }

    /** Empty when nothing speaks against the backup. */
    Optional<Finding> finding(String view) {
        String message = "view " + view + " does not answer: " + what;
        return switch (kind) {
            case LACKS -> Optional.empty();
            case DOUBTFUL ->
                Optional.of(
                        Finding.warning(
                                FindingCode.QUERY_FAILED,
                                Stage.CHECK,
                                view,
                                message,
                                "does it answer in production? then settings, memberships of roles (`globals:`) or data are not as there"));
            case BROKEN ->
                Optional.of(Finding.error(
                        FindingCode.QUERY_FAILED,
                        Stage.CHECK,
                        view,
                        message,
                        "does it answer in production? if not, mend or drop it there"));
        };
    }
}
