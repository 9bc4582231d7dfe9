package io.restoreverifier.check;

import io.restoreverifier.model.Attachment;
import io.restoreverifier.model.CheckResult;
import io.restoreverifier.model.PastOutcome;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a check found.
 *
 * @param results one for each thing it looked at
 * @param age of the newest data, when the check measured that
 * @param attachments for the report, without row data
 * @param counts for the history: rows of each table, or the number of {@link #FILES} and of those in each {@link #FOLDER}
 */
public record CheckReport(
        List<CheckResult> results, Optional<Duration> age, List<Attachment> attachments, Map<String, Long> counts) {
    /** Under which files are counted, where there are no tables. */
    static final String FILES = PastOutcome.FILES;
    /** What stands before the name of a folder whose files are counted. */
    static final String FOLDER = PastOutcome.PART;

    public CheckReport {
        results = List.copyOf(results);
        attachments = List.copyOf(attachments);
        counts = Map.copyOf(counts);
    }

    /** One that counted nothing. */
    public CheckReport(List<CheckResult> results, Optional<Duration> age, List<Attachment> attachments) {
        this(results, age, attachments, Map.of());
    }

    /** The same with these results in place of its own. */
    public CheckReport answering(List<CheckResult> others) {
        return new CheckReport(others, age, attachments, counts);
    }

    public static CheckReport of(List<CheckResult> results) {
        return new CheckReport(results, Optional.empty(), List.of());
    }

    public static CheckReport of(CheckResult result) {
        return of(List.of(result));
    }
}
