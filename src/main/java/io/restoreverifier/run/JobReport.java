package io.restoreverifier.run;

import io.restoreverifier.model.Artifact;
import io.restoreverifier.model.Durations;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Settings;
import io.restoreverifier.model.Stage;
import io.restoreverifier.source.Source;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What a backup job leaves beside its artifacts when it has ended well: a small file, whose absence is noticed. An artifact
 * alone does not tell that: a job that failed after its dump, or writes nothing new since nothing seems to have changed,
 * leaves one too.
 *
 * @param pattern of the file's name, as {@code newest:} is written
 * @param within how old the newest one may be
 */
record JobReport(String pattern, Duration within) {

    /** Reads {@code job:} of an entry; empty when it has none. */
    static Optional<JobReport> read(Settings document) {
        return document.section("job").map(job -> {
            if (!job.has("within")) {
                job.problem("within", "is missing", "say how often the job must report, such as `within: 26h`");
            }
            return new JobReport(
                    job.requiredText("report"), job.duration("within").orElse(Duration.ZERO));
        });
    }

    /** What is wrong with the newest report; empty when nothing is. */
    Optional<Finding> judge(Source artifacts, Instant now) {
        Optional<Artifact> newest =
                artifacts.beside(pattern).locate(now).artifacts().stream().findFirst();
        if (newest.isEmpty()) {
            return Optional.of(silent(pattern, "the backup job has left no report like " + pattern));
        }
        Duration age = Duration.between(newest.get().producedAt(), now);
        if (age.compareTo(Locating.TOLERANCE.negated()) < 0) {
            return Optional.of(silent(
                    newest.get().name(),
                    "the newest report of the backup job, " + newest.get().name() + ", is of "
                            + newest.get().producedAt() + ", which is in the future: its age cannot be told"));
        }
        if (age.compareTo(within) <= 0) {
            return Optional.empty();
        }
        return Optional.of(silent(
                newest.get().name(),
                "the newest report of the backup job, " + newest.get().name() + ", is " + Durations.format(age)
                        + " old, expected at most " + Durations.format(within)));
    }

    private static Finding silent(String subject, String message) {
        return Finding.error(
                FindingCode.JOB_SILENT,
                Stage.LOCATE,
                subject,
                message,
                "look at the job's log: it has not ended well since, or does not write its report");
    }
}
