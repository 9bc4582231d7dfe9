package io.restoreverifier.junit;

/** Says to JUnit that it is not known whether a backup is good: an error, where a bad backup is a failure. */
public final class CouldNotVerify extends RuntimeException {
    private static final long serialVersionUID = 1;

    CouldNotVerify(String message) {
        super(message, null, false, false);
    }
}
