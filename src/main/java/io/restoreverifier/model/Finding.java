package io.restoreverifier.model;

import java.util.Collection;

/**
 * What a stage or a check has to say.
 *
 * @param subject what it is about (a table, a file, a role); empty when it is the backup itself
 * @param message what was expected and found, with units; lower case, no full stop, no row of data, no secret
 * @param hint one action for the operator; empty when there is none to give
 */
public record Finding(FindingCode code, Severity severity, Stage stage, String subject, String message, String hint) {

    public static Finding error(FindingCode code, Stage stage, String subject, String message, String hint) {
        return new Finding(code, Severity.ERROR, stage, subject, message, hint);
    }

    public static Finding warning(FindingCode code, Stage stage, String subject, String message, String hint) {
        return new Finding(code, Severity.WARNING, stage, subject, message, hint);
    }

    public static Finding info(FindingCode code, Stage stage, String subject, String message, String hint) {
        return new Finding(code, Severity.INFO, stage, subject, message, hint);
    }

    public boolean isError() {
        return severity == Severity.ERROR;
    }

    /** What this finding makes of a verdict: only errors decide. */
    public Verdict verdict() {
        return isError() ? code.verdict() : Verdict.PASSED;
    }

    /** The verdict of many findings; an empty collection says nothing against PASSED. */
    public static Verdict verdictOf(Collection<Finding> findings) {
        return findings.stream().map(Finding::verdict).reduce(Verdict.PASSED, Verdict::and);
    }
}
