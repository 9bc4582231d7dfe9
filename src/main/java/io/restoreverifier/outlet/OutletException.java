package io.restoreverifier.outlet;

/** Somebody could not be told. The message says who, why, and the way out; its secrets are masked by whoever shows it. */
public final class OutletException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public OutletException(String message) {
        super(message);
    }

    public OutletException(String message, Throwable cause) {
        super(message, cause);
    }
}
