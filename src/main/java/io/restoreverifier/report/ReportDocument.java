package io.restoreverifier.report;

import io.restoreverifier.model.Artifact;
import io.restoreverifier.model.CheckResult;
import io.restoreverifier.model.EntryFindings;
import io.restoreverifier.model.EntryLabels;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.Ignored;
import io.restoreverifier.model.NotDue;
import io.restoreverifier.model.Objective;
import io.restoreverifier.model.Outcome;
import io.restoreverifier.model.RunResult;
import io.restoreverifier.model.StageResult;
import io.restoreverifier.model.Verdict;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What {@code report.json} holds, field by field as {@code docs/report.schema.json} describes it. Every key is always
 * there; null stands for what is not known, so that nobody takes a zero for a measurement.
 */
record ReportDocument(
        int schemaVersion,
        Run run,
        Map<Verdict, Long> totals,
        List<Entry> backups,
        List<NotDuePart> notDue,
        @Nullable GroundPart ground) {
    static final int SCHEMA_VERSION = 1;

    static ReportDocument of(RunResult run) {
        Map<Verdict, Long> totals = new LinkedHashMap<>();
        for (Verdict verdict : List.of(Verdict.PASSED, Verdict.FAILED, Verdict.COULD_NOT_VERIFY)) {
            totals.put(verdict, run.count(verdict));
        }
        return new ReportDocument(
                SCHEMA_VERSION,
                Run.of(run),
                totals,
                run.outcomes().stream().map(Entry::of).toList(),
                run.notDue().stream().map(NotDuePart::of).toList(),
                run.ground().isEmpty() ? null : GroundPart.of(run.ground()));
    }

    record Run(
            String id,
            String started,
            String finished,
            String asOf,
            String shard,
            String sandbox,
            String version,
            Verdict verdict,
            Map<String, String> environment) {

        static Run of(RunResult run) {
            return new Run(
                    run.id(),
                    text(run.started()),
                    text(run.finished()),
                    text(run.asOf()),
                    run.shard(),
                    run.sandbox(),
                    run.version(),
                    run.verdict(),
                    new TreeMap<>(run.environment()));
        }
    }

    record Entry(
            String backup,
            String kind,
            Verdict verdict,
            String description,
            String owner,
            List<String> tags,
            String severity,
            String started,
            String finished,
            @Nullable ArtifactPart artifact,
            ObjectivePart rpo,
            ObjectivePart rto,
            List<StagePart> stages,
            List<CheckPart> checks,
            List<FindingPart> findings,
            List<String> notes) {

        static Entry of(Outcome outcome) {
            EntryLabels labels = outcome.labels();
            return new Entry(
                    outcome.entry(),
                    outcome.kind(),
                    outcome.verdict(),
                    labels.description(),
                    labels.owner(),
                    labels.tags(),
                    labels.criticality().name().toLowerCase(Locale.ROOT),
                    text(outcome.started()),
                    text(outcome.finished()),
                    outcome.artifact()
                            .map(a -> ArtifactPart.of(a, outcome.sha256()))
                            .orElse(null),
                    ObjectivePart.of(outcome.rpo()),
                    ObjectivePart.of(outcome.rto()),
                    outcome.stages().stream().map(StagePart::of).toList(),
                    outcome.checks().stream().map(CheckPart::of).toList(),
                    EntryFindings.of(outcome).all().stream()
                            .map(FindingPart::of)
                            .toList(),
                    outcome.notes());
        }
    }

    record NotDuePart(
            String backup, String owner, BigDecimal everySeconds, String passed, String artifact, String due) {

        static NotDuePart of(NotDue left) {
            return new NotDuePart(
                    left.entry(),
                    left.labels().owner(),
                    inSeconds(left.every()),
                    text(left.passed()),
                    left.artifact(),
                    text(left.due()));
        }
    }

    record ArtifactPart(
            String name,
            String location,
            long bytes,
            @Nullable String sha256,
            String producedAt,
            String timeFrom) {

        static ArtifactPart of(Artifact artifact, String sha256) {
            return new ArtifactPart(
                    artifact.name(),
                    artifact.location(),
                    artifact.bytes(),
                    sha256.isEmpty() ? null : sha256,
                    text(artifact.producedAt()),
                    artifact.timeFrom().name().toLowerCase(Locale.ROOT).replace('_', '-'));
        }
    }

    record ObjectivePart(
            @Nullable BigDecimal objectiveSeconds, @Nullable BigDecimal measuredSeconds) {

        static ObjectivePart of(Objective objective) {
            return new ObjectivePart(secondsOrNull(objective.objective()), secondsOrNull(objective.measured()));
        }
    }

    record StagePart(String stage, String status, String started, BigDecimal seconds) {

        static StagePart of(StageResult stage) {
            return new StagePart(
                    stage.stage().label(), stage.status().name(), text(stage.started()), inSeconds(stage.duration()));
        }
    }

    record CheckPart(
            String check,
            String subject,
            String status,
            String expected,
            String found,
            BigDecimal seconds,
            boolean ignored) {

        static CheckPart of(CheckResult check) {
            return new CheckPart(
                    check.check(),
                    check.subject(),
                    check.status().name(),
                    check.expected(),
                    check.found(),
                    inSeconds(check.duration()),
                    check.ignored());
        }
    }

    record FindingPart(
            String code,
            String severity,
            String stage,
            String subject,
            String message,
            String hint,
            @Nullable IgnoredPart ignored) {

        static FindingPart of(Finding finding) {
            return new FindingPart(
                    finding.code().name(),
                    finding.severity().name().toLowerCase(Locale.ROOT),
                    finding.stage().label(),
                    finding.subject(),
                    finding.message(),
                    finding.hint(),
                    finding.ignored().map(IgnoredPart::of).orElse(null));
        }
    }

    record IgnoredPart(String reason, String until) {

        static IgnoredPart of(Ignored terms) {
            return new IgnoredPart(terms.reason(), terms.until().toString());
        }
    }

    private static String text(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MILLIS).toString();
    }

    static @Nullable BigDecimal secondsOrNull(Optional<Duration> duration) {
        return duration.map(ReportDocument::inSeconds).orElse(null);
    }

    /** Seconds with at most three decimals, whole ones without any. */
    private static BigDecimal inSeconds(Duration duration) {
        BigDecimal seconds = BigDecimal.valueOf(duration.toMillis(), 3).stripTrailingZeros();
        return seconds.scale() < 0 ? seconds.setScale(0) : seconds;
    }
}
