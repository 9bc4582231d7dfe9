package io.restoreverifier.model;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a run has to say about one entry of the catalog.
 *
 * @param entry its name
 * @param kind {@code database}, {@code files}, {@code application} or {@code test}; {@code coverage} for what exists
 *     beside the catalog; {@code shard} for a machine whose report is missing
 * @param artifact the newest one; empty when none was found
 * @param sha256 of the artifact, lower-case hexadecimal; empty when it was not fetched
 * @param counts rows of each table, or the files of a code base under {@code files}; empty when nothing was counted
 * @param notes lines for the head of the entry: the sandbox, its image and digest, what it does not isolate
 */
public record Outcome(
        String entry,
        String kind,
        EntryLabels labels,
        Verdict verdict,
        Optional<Artifact> artifact,
        String sha256,
        Objective rpo,
        Objective rto,
        Instant started,
        Instant finished,
        List<StageResult> stages,
        List<CheckResult> checks,
        List<Finding> findings,
        List<Attachment> attachments,
        List<String> notes,
        Map<String, Long> counts) {

    /** The kind of what a merged report says of a machine instead of a backup. */
    public static final String OF_A_SHARD = "shard";

    /** The kind of what is started on several backups. */
    public static final String OF_AN_APPLICATION = "application";

    /** The kind of what exists, held against the catalog. */
    public static final String OF_COVERAGE = "coverage";

    /** The kind of what backups stand on: arrays and hosts, which are asked and not restored. */
    public static final String OF_STORAGE = "storage";

    /** Whether it is of something that has artifacts, and so an age and a time that recovery takes. */
    public boolean isOfABackup() {
        return !kind.equals(OF_A_SHARD) && !kind.equals(OF_COVERAGE) && !kind.equals(OF_STORAGE);
    }

    public Outcome {
        stages = List.copyOf(stages);
        checks = List.copyOf(checks);
        findings = List.copyOf(findings);
        attachments = List.copyOf(attachments);
        notes = List.copyOf(notes);
        counts = Map.copyOf(counts);
    }

    /** One in which nothing was counted. */
    public Outcome(
            String entry,
            String kind,
            EntryLabels labels,
            Verdict verdict,
            Optional<Artifact> artifact,
            String sha256,
            Objective rpo,
            Objective rto,
            Instant started,
            Instant finished,
            List<StageResult> stages,
            List<CheckResult> checks,
            List<Finding> findings,
            List<Attachment> attachments,
            List<String> notes) {
        this(
                entry,
                kind,
                labels,
                verdict,
                artifact,
                sha256,
                rpo,
                rto,
                started,
                finished,
                stages,
                checks,
                findings,
                attachments,
                notes,
                Map.of());
    }
}
