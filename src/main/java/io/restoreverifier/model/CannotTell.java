package io.restoreverifier.model;

/**
 * What keeps us from telling whether a backup is good: no engine, no network, a wrong password, a time-out. What is
 * wrong with a backup is never thrown but returned as a {@link Finding}. Turned into COULD_NOT_VERIFY in one place, the
 * verification.
 */
public final class CannotTell extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final FindingCode code;
    private final String hint;

    /**
     * @param code one whose verdict is COULD_NOT_VERIFY
     * @throws IllegalArgumentException when the code speaks about the backup instead
     */
    public CannotTell(FindingCode code, String message, String hint) {
        super(message);
        if (code.verdict() != Verdict.COULD_NOT_VERIFY) {
            throw new IllegalArgumentException(code + " says what is wrong with a backup: return it as a finding");
        }
        this.code = code;
        this.hint = hint;
    }

    public CannotTell(FindingCode code, String message, String hint, Throwable cause) {
        this(code, message, hint);
        initCause(cause);
    }

    public FindingCode code() {
        return code;
    }

    public String hint() {
        return hint;
    }

    /** The finding that the report shows for this. */
    public Finding toFinding(Stage stage) {
        return Finding.error(code, stage, "", String.valueOf(getMessage()), hint);
    }
}
