package io.restoreverifier.flyway;

import org.flywaydb.core.api.logging.Log;
import org.flywaydb.core.api.logging.LogCreator;

/** Nothing of what Flyway says: it prints what the server and the scripts say, rows included. Public for Flyway alone. */
public final class SilentFlywayLog implements LogCreator {

    /** Made by Flyway, from the name of the class. */
    public SilentFlywayLog() {}

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
