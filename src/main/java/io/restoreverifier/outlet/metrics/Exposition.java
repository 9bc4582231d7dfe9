package io.restoreverifier.outlet.metrics;

import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import io.prometheus.metrics.model.snapshots.Unit;
import io.restoreverifier.model.NotDue;
import io.restoreverifier.model.Objective;
import io.restoreverifier.model.Outcome;
import io.restoreverifier.model.RunResult;
import io.restoreverifier.model.StageResult;
import io.restoreverifier.model.Verdict;
import io.restoreverifier.outlet.Ending;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * A run as OpenMetrics text. Gauges only, since that text is Prometheus' older format as well, which is all that
 * node_exporter and the Pushgateway read. What is not known has no sample; only who was never proven has one, of 0,
 * and none where the history could not be read.
 */
final class Exposition {
    private static final String NOT_DUE = "NOT_DUE";
    private static final String BACKUP = "restore_verifier_backup_";

    private final Gauges gauges = new Gauges();
    private final Ending ending;
    private final RunResult run;

    private Exposition(Ending ending) {
        this.ending = ending;
        this.run = ending.run();
    }

    static byte[] of(Ending ending) {
        Exposition exposition = new Exposition(ending);
        exposition.run();
        ending.run().outcomes().forEach(exposition::backup);
        ending.run().notDue().forEach(exposition::notDue);
        try (ByteArrayOutputStream text = new ByteArrayOutputStream()) {
            OpenMetricsTextFormatWriter.create().write(text, exposition.gauges.snapshots());
            return text.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void run() {
        gauges.gauge("restore_verifier_run_started_timestamp_seconds", "When the run began.", Unit.SECONDS)
                .add(seconds(run.started()));
        gauges.gauge("restore_verifier_run_finished_timestamp_seconds", "When the run ended.", Unit.SECONDS)
                .add(seconds(run.finished()));
        Gauges.Gauge totals = gauges.gauge("restore_verifier_backups", "Entries of the run by verdict.");
        for (Verdict verdict : Verdict.values()) {
            totals.add(run.count(verdict), "verdict", verdict.name());
        }
        totals.add(run.notDue().size(), "verdict", NOT_DUE);
    }

    private void backup(Outcome outcome) {
        String name = outcome.entry();
        about(
                name,
                outcome.verdict().name(),
                outcome.labels().owner(),
                outcome.labels().criticality());
        outcome.artifact().ifPresent(artifact -> {
            gauges.gauge(BACKUP + "artifact_bytes", "Size of the newest artifact.", Unit.BYTES)
                    .add(artifact.bytes(), "backup", name);
            gauges.gauge(
                            BACKUP + "artifact_produced_timestamp_seconds",
                            "When the newest artifact was made.",
                            Unit.SECONDS)
                    .add(seconds(artifact.producedAt()), "backup", name);
            gauges.gauge(BACKUP + "artifact_age_seconds", "Age of the newest artifact in this run.", Unit.SECONDS)
                    .add(seconds(Duration.between(artifact.producedAt(), run.asOf())), "backup", name);
        });
        objective(name, "rpo", "Age of the newest data", outcome.rpo());
        objective(name, "rto", "Time that recovery takes", outcome.rto());
        for (StageResult stage : outcome.stages()) {
            gauges.gauge(BACKUP + "stage_seconds", "Duration of a stage of the verification.", Unit.SECONDS)
                    .add(
                            seconds(stage.duration()),
                            "backup",
                            name,
                            "stage",
                            stage.stage().label());
        }
    }

    private void notDue(NotDue left) {
        about(left.entry(), NOT_DUE, left.labels().owner(), left.labels().criticality());
    }

    private void about(String name, String verdict, String owner, Enum<?> severity) {
        Gauges.Gauge verdicts = gauges.gauge(BACKUP + "verdict", "1 for the verdict of the run, 0 for the others.");
        for (Verdict one : Verdict.values()) {
            verdicts.add(one.name().equals(verdict) ? 1 : 0, "backup", name, "verdict", one.name());
        }
        verdicts.add(verdict.equals(NOT_DUE) ? 1 : 0, "backup", name, "verdict", NOT_DUE);
        gauges.gauge(BACKUP + "owner", "Always 1; carries the owner and the severity, to join with the others.")
                .add(
                        1,
                        "backup",
                        name,
                        "owner",
                        owner,
                        "severity",
                        severity.name().toLowerCase(Locale.ROOT));
        Optional<Double> proven = ending.proven(name).map(Exposition::seconds);
        if (proven.isPresent() || ending.pastKnown()) {
            gauges.gauge(
                            BACKUP + "last_proven_timestamp_seconds",
                            "As of when the backup was last restored and PASSED; 0 for never.",
                            Unit.SECONDS)
                    .add(proven.orElse(0.0), "backup", name);
        }
    }

    private void objective(String name, String word, String help, Objective objective) {
        add(BACKUP + word + "_seconds", help + ", as measured.", name, objective.measured());
        add(BACKUP + word + "_objective_seconds", help + ", at most.", name, objective.objective());
    }

    private void add(String metric, String help, String name, Optional<Duration> value) {
        value.ifPresent(v -> gauges.gauge(metric, help, Unit.SECONDS).add(seconds(v), "backup", name));
    }

    private static double seconds(Instant instant) {
        return instant.toEpochMilli() / 1000.0;
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
