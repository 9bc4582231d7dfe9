package io.restoreverifier.history;

/**
 * The history cannot be read or written; nothing of it is lost. The message names it and says the way out, and shows no
 * password.
 */
public final class HistoryException extends RuntimeException {
    private static final long serialVersionUID = 1;

    HistoryException(String message, String hint, Throwable cause) {
        super(message + "\n  hint: " + hint, cause);
    }
}
