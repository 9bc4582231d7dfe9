package io.restoreverifier.check;

import io.restoreverifier.model.Attachment;
import io.restoreverifier.model.CheckResult;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a check found.
 *
 * @param results one for each thing it looked at
 * @param age of the newest data, when the check measured that
 * @param attachments for the report, without row data
 */
public record CheckReport(List<CheckResult> results, Optional<Duration> age, List<Attachment> attachments) {

    public CheckReport {
        results = List.copyOf(results);
        attachments = List.copyOf(attachments);
    }

    public static CheckReport of(List<CheckResult> results) {
        return new CheckReport(results, Optional.empty(), List.of());
    }

    public static CheckReport of(CheckResult result) {
        return of(List.of(result));
    }
}
