package io.restoreverifier.model;

import java.io.IOException;

/**
 * Thrown by a source that was asked for an artifact, knows that it is there, and knows that it cannot be had whole: the tool
 * that keeps it says that it is damaged. Not knowing is a {@link CannotTell}.
 */
public final class BrokenArtifact extends IOException {
    private static final long serialVersionUID = 1;

    private final FindingCode code;
    private final String hint;

    /** @param code one whose verdict is FAILED */
    public BrokenArtifact(FindingCode code, String message, String hint) {
        super(message);
        if (code.verdict() != Verdict.FAILED) {
            throw new IllegalArgumentException(code + " does not say what is wrong with a backup");
        }
        this.code = code;
        this.hint = hint;
    }

    /** The finding that the report shows for this. */
    public Finding toFinding(Stage stage, String subject) {
        return Finding.error(code, stage, subject, String.valueOf(getMessage()), hint);
    }
}
