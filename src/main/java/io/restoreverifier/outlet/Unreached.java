package io.restoreverifier.outlet;

import java.time.Duration;

/** Somebody could not be told this time; the next attempt may reach them. */
public final class Unreached extends Exception {
    private static final long serialVersionUID = 1;

    private final Duration wait;

    /**
     * @param message no secret, no URL
     * @param wait what the other side asked for; zero when it asked for nothing
     */
    public Unreached(String message, Duration wait) {
        super(message);
        this.wait = wait;
    }

    public Unreached(String message) {
        this(message, Duration.ZERO);
    }

    /** Never more than an hour, whatever the other side says. */
    public Duration pause() {
        return wait;
    }
}
