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
 */
public record CheckResult(
        String check,
        String subject,
        Status status,
        String expected,
        String found,
        List<Finding> findings,
        Duration duration) {

    public CheckResult {
        findings = List.copyOf(findings);
    }

    public static CheckResult passed(String check, String subject, String expected, String found) {
        return new CheckResult(check, subject, Status.PASSED, expected, found, List.of(), Duration.ZERO);
    }

    /** The reason stands where what was found would. */
    public static CheckResult notApplicable(String check, String subject, String expected, String reason) {
        return new CheckResult(check, subject, Status.NOT_APPLICABLE, expected, reason, List.of(), Duration.ZERO);
    }

    /** The status follows from the finding: an error makes it FAILED or COULD_NOT_VERIFY, anything less PASSED. */
    public static CheckResult withFinding(
            String check, String subject, String expected, String found, Finding finding) {
        return new CheckResult(
                check, subject, Status.of(finding.verdict()), expected, found, List.of(finding), Duration.ZERO);
    }

    public CheckResult lasting(Duration measured) {
        return new CheckResult(check, subject, status, expected, found, findings, measured);
    }
}
