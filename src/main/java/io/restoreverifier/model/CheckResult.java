package io.restoreverifier.model;

import java.time.Duration;
import java.util.List;

/**
 * One question put to what was restored, with its answer.
 *
 * @param check the kind of check, such as {@code rows}
 * @param subject what it was put to, such as a table; empty when it is the whole
 * @param expected in words, with units
 * @param found in words, with units; for {@link Status#NOT_APPLICABLE} the reason
 * @param findings empty when the check held
 * @param ignored whether nothing but ignored findings keeps it from having held: its status stands and decides nothing
 */
public record CheckResult(
        String check,
        String subject,
        Status status,
        String expected,
        String found,
        List<Finding> findings,
        Duration duration,
        boolean ignored) {

    public CheckResult {
        findings = List.copyOf(findings);
    }

    public static CheckResult passed(String check, String subject, String expected, String found) {
        return new CheckResult(check, subject, Status.PASSED, expected, found, List.of(), Duration.ZERO, false);
    }

    /** The reason stands where what was found would. */
    public static CheckResult notApplicable(String check, String subject, String expected, String reason) {
        return new CheckResult(
                check, subject, Status.NOT_APPLICABLE, expected, reason, List.of(), Duration.ZERO, false);
    }

    /** The status follows from the finding: an error makes it FAILED or COULD_NOT_VERIFY, anything less PASSED. */
    public static CheckResult withFinding(
            String check, String subject, String expected, String found, Finding finding) {
        return new CheckResult(
                check, subject, Status.of(finding.verdict()), expected, found, List.of(finding), Duration.ZERO, false);
    }

    public CheckResult lasting(Duration measured) {
        return new CheckResult(check, subject, status, expected, found, findings, measured, ignored);
    }

    /** The same with these findings in place of its own, some of which may be ignored by now. */
    public CheckResult finding(List<Finding> judged) {
        boolean nothingElse =
                status.verdict() != Verdict.PASSED && !judged.isEmpty() && Finding.verdictOf(judged) == Verdict.PASSED;
        return new CheckResult(check, subject, status, expected, found, judged, duration, nothingElse);
    }

    /** What it makes of a verdict. */
    public Verdict verdict() {
        return ignored ? Verdict.PASSED : status.verdict();
    }
}
