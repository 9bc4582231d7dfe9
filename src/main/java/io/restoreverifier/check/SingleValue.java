package io.restoreverifier.check;

import java.sql.ResultSet;
import java.sql.SQLException;

/** Holds an answer to one row and one column. */
final class SingleValue {
    private SingleValue() {}

    /** Moves to the first row. */
    static void check(ResultSet result) throws SQLException {
        int columns = result.getMetaData().getColumnCount();
        if (columns != 1) {
            throw new NotSingle("the query answers " + columns + " columns, expected one row and one column");
        }
        if (!result.next()) {
            throw new NotSingle("the query answers no row, expected one row and one column");
        }
    }

    static void checkNoMore(ResultSet result) throws SQLException {
        if (result.next()) {
            throw new NotSingle("the query answers more than one row, expected one row and one column");
        }
    }

    /** The answer has another shape; the message is fit for users. */
    static final class NotSingle extends RuntimeException {
        private static final long serialVersionUID = 1;

        NotSingle(String message) {
            super(message);
        }
    }
}
