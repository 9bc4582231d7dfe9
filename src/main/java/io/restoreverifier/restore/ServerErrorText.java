package io.restoreverifier.restore;

import io.restoreverifier.model.ServerMessage;
import java.sql.SQLException;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** Errors of the server in the words of libpq's tools, so that both ways of restoring are read by the same eyes. */
final class ServerErrorText {
    private ServerErrorText() {}

    /** As the server says it, rows and all: for comparing, never for showing. */
    static String said(SQLException error) {
        ServerErrorMessage message = error instanceof PSQLException e ? e.getServerErrorMessage() : null;
        if (message == null) {
            return String.valueOf(error.getMessage());
        }
        String where = message.getWhere() == null ? "" : "\nCONTEXT:  " + message.getWhere();
        return message.getSeverity() + ":  " + message.getMessage() + where;
    }

    /** Without rows, after words of ours that may name an object. */
    static String shown(String before, SQLException error) {
        String message = ServerMessage.of(error);
        return message.equals(ServerMessage.raised()) ? message : ServerMessage.withoutRows(before + said(error));
    }

    /** Whether there is no server any more to say another word. */
    static boolean isConnectionLost(SQLException error) {
        String state = String.valueOf(error.getSQLState());
        return state.startsWith("08") || state.startsWith("57P0");
    }
}
