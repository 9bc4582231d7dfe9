package io.restoreverifier.outlet;

/** Somebody could not be told, and trying again would not help: a wrong address, password or certificate. */
public final class Refused extends Exception {
    private static final long serialVersionUID = 1;

    /** @param message no secret, no URL */
    public Refused(String message) {
        super(message);
    }
}
