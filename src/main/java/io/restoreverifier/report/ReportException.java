package io.restoreverifier.report;

/**
 * The report could not be written or made. Verdicts stand as they are, but nobody can read them: whoever catches this
 * prints the message and fails the run.
 */
public final class ReportException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public ReportException(String message) {
        super(message);
    }

    public ReportException(String message, Throwable cause) {
        super(message, cause);
    }
}
