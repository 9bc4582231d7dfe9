package io.restoreverifier.history;

import org.flywaydb.core.api.logging.Log;
import org.flywaydb.core.api.logging.LogCreator;

/** Nothing of what Flyway says: what went wrong is told by {@link HistoryException}. Public for Flyway alone. */
public final class SilentMigrationLog implements LogCreator {

    /** Made by Flyway, from the name of the class. */
    public SilentMigrationLog() {}

    @Override
    public Log createLogger(Class<?> type) {
        return new Log() {
            @Override
            public void debug(String message) {}

            @Override
            public void info(String message) {}

            @Override
            public void warn(String message) {}

            @Override
            public void error(String message) {}

            @Override
            public void error(String message, Exception e) {}

            @Override
            public void notice(String message) {}
        };
    }
}
