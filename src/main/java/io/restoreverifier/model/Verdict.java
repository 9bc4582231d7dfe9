package io.restoreverifier.model;

/** The answer to "would it bring us back?", ordered so that the later one wins. */
public enum Verdict {
    /** Restored, and every check ran and held. */
    PASSED,
    /** Something keeps us from telling. As loud as {@link #FAILED}, never green. */
    COULD_NOT_VERIFY,
    /** Something is wrong with the backup. */
    FAILED;

    /** Returns the one that decides when both hold: FAILED beats COULD_NOT_VERIFY beats PASSED. */
    public Verdict and(Verdict other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
