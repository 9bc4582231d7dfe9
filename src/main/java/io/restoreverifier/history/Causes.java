package io.restoreverifier.history;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** What lies below an exception. */
final class Causes {
    private Causes() {}

    /** What the database said; null when it said nothing. */
    static @Nullable SQLException sql(Throwable thrown) {
        for (Throwable at = thrown; at != null; at = at.getCause()) {
            if (at instanceof SQLException sql) {
                return sql;
            }
        }
        return null;
    }

    /** In one line. */
    static String words(Throwable thrown) {
        SQLException sql = sql(thrown);
        Throwable telling = sql == null ? thrown : sql;
        String message = telling.getMessage();
        return message == null
                ? telling.getClass().getSimpleName()
                : message.lines().findFirst().orElse("");
    }
}
