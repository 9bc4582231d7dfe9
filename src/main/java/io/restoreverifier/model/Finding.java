package io.restoreverifier.model;

import java.util.Collection;
import java.util.Optional;

/**
 * What a stage or a check has to say.
 *
 * @param subject what it is about (a table, a file, a role); empty when it is the backup itself
 * @param message what was expected and found, with units; lower case, no full stop, no row of data, no secret
 * @param hint one action for the operator; empty when there is none to give
 * @param ignored why it decides nothing, whatever its severity; empty when its entry does not say so
 */
public record Finding(
        FindingCode code,
        Severity severity,
        Stage stage,
        String subject,
        String message,
        String hint,
        Optional<Ignored> ignored) {

    /** One that nobody ignores. */
    public Finding(FindingCode code, Severity severity, Stage stage, String subject, String message, String hint) {
        this(code, severity, stage, subject, message, hint, Optional.empty());
    }

    public static Finding error(FindingCode code, Stage stage, String subject, String message, String hint) {
        return new Finding(code, Severity.ERROR, stage, subject, message, hint);
    }

    public static Finding warning(FindingCode code, Stage stage, String subject, String message, String hint) {
        return new Finding(code, Severity.WARNING, stage, subject, message, hint);
    }

    public static Finding info(FindingCode code, Stage stage, String subject, String message, String hint) {
        return new Finding(code, Severity.INFO, stage, subject, message, hint);
    }

    /** The same, deciding nothing. */
    public Finding ignoredBy(Ignored terms) {
        return new Finding(code, severity, stage, subject, message, hint, Optional.of(terms));
    }

    /** Whether it is an error that counts. */
    public boolean isError() {
        return severity == Severity.ERROR && ignored.isEmpty();
    }

    /** Whether it is a warning that counts. */
    public boolean isWarning() {
        return severity == Severity.WARNING && ignored.isEmpty();
    }

    /** What this finding makes of a verdict: only errors decide, and no ignored one. */
    public Verdict verdict() {
        return isError() ? code.verdict() : Verdict.PASSED;
    }

    /** The verdict of many findings; an empty collection says nothing against PASSED. */
    public static Verdict verdictOf(Collection<Finding> findings) {
        return findings.stream().map(Finding::verdict).reduce(Verdict.PASSED, Verdict::and);
    }
}
