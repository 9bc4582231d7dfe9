package io.restoreverifier.outlet.notify;

import java.time.Duration;

/** Somebody could not be told this time; the next attempt may reach them. */
final class Unreached extends Exception {
    private static final long serialVersionUID = 1;

    private final Duration wait;

    /**
     * @param message no secret, no URL
     * @param wait what the other side asked for; zero when it asked for nothing
     */
    Unreached(String message, Duration wait) {
        super(message);
        this.wait = wait;
    }

    Unreached(String message) {
        this(message, Duration.ZERO);
    }

    /** Never more than an hour, whatever the other side says. */
    Duration pause() {
        return wait;
    }
}
