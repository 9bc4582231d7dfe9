package io.restoreverifier.model;

/** How a stage or a check ended. */
public enum Status {
    PASSED(Verdict.PASSED),
    FAILED(Verdict.FAILED),
    COULD_NOT_VERIFY(Verdict.COULD_NOT_VERIFY),
    /** The question does not apply to what was restored. No evidence, and no fault. */
    NOT_APPLICABLE(Verdict.PASSED);

    private final Verdict verdict;

    Status(Verdict verdict) {
        this.verdict = verdict;
    }

    /** What this status alone would make of the verdict; {@link #NOT_APPLICABLE} leaves it as it is. */
    public Verdict verdict() {
        return verdict;
    }

    /** Returns the status that says the same as a verdict. */
    public static Status of(Verdict verdict) {
        return switch (verdict) {
            case PASSED -> PASSED;
            case FAILED -> FAILED;
            case COULD_NOT_VERIFY -> COULD_NOT_VERIFY;
        };
    }
}
