package io.restoreverifier.run;

import io.restoreverifier.application.ApplicationChecks;
import io.restoreverifier.check.RtoCheck;
import io.restoreverifier.model.Attachment;
import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.CheckResult;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Progress;
import io.restoreverifier.model.Stage;
import io.restoreverifier.model.StageResult;
import io.restoreverifier.model.Status;
import io.restoreverifier.model.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * What happens to one artifact, as it happens: stages with their times, findings, checks. The one place where an
 * exception, which means that we cannot tell, becomes a finding.
 */
final class Story {
    private static final Set<FindingCode> MATTERS_OF_TIME = Set.of(
            FindingCode.ARTIFACT_STALE,
            FindingCode.JOB_SILENT,
            FindingCode.RPO_EXCEEDED,
            FindingCode.RTO_EXCEEDED,
            FindingCode.IGNORE_EXPIRED);

    private final String entry;
    private final Progress progress;
    private final Expiry expiry;
    private final Ignoring ignoring;
    private final List<StageResult> stages = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();
    private final List<CheckResult> checks = new ArrayList<>();
    private final List<Attachment> attachments = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final Map<String, Long> counts = new HashMap<>();

    private long stageBegun;

    Story(String entry, Progress progress, Expiry expiry, Ignoring ignoring) {
        this.entry = entry;
        this.progress = progress;
        this.expiry = expiry;
        this.ignoring = ignoring;
    }

    /** Runs a stage; its result is empty when something keeps us from telling. */
    <T> Optional<T> stage(Stage stage, String detail, Supplier<T> body) {
        int before = findings.size();
        Instant started = Instant.now();
        long begun = System.nanoTime();
        stageBegun = begun;
        progress.stage(entry, stage, detail);
        try {
            expiry.throwIfPassed(stage);
            T result = body.get();
            return Optional.of(result);
        } catch (CannotTell e) {
            findings.add(expiry.timedOut(stage).orElseGet(() -> e.toFinding(stage)));
        } catch (RuntimeException | OutOfMemoryError | StackOverflowError | LinkageError e) {
            findings.add(expiry.timedOut(stage).orElseGet(() -> internalError(stage, e)));
        } finally {
            Status status = Status.of(Finding.verdictOf(findings.subList(before, findings.size())));
            stages.add(new StageResult(stage, status, started, Duration.ofNanos(System.nanoTime() - begun)));
        }
        return Optional.empty();
    }

    void find(Finding finding) {
        findings.add(ignoring.judged(finding));
    }

    void find(Collection<Finding> more) {
        more.forEach(this::find);
    }

    void check(Collection<CheckResult> results) {
        for (CheckResult result : results) {
            List<Finding> judged =
                    result.findings().stream().map(ignoring::judged).toList();
            checks.add(result.finding(judged));
            findings.addAll(judged);
        }
    }

    /** Tells a check stage that somebody else ran, and how long it took until now. */
    void answered(Collection<CheckResult> results, Duration took) {
        check(results);
        Verdict verdict = checks.stream().map(CheckResult::verdict).reduce(Verdict.PASSED, Verdict::and);
        stages.add(
                new StageResult(Stage.CHECK, Status.of(verdict), Instant.now().minus(took), took));
    }

    void attach(Collection<Attachment> more) {
        attachments.addAll(more);
    }

    void count(Map<String, Long> more) {
        counts.putAll(more);
    }

    Map<String, Long> counts() {
        return Map.copyOf(counts);
    }

    void note(Collection<String> more) {
        notes.addAll(more);
    }

    /** What the findings say so far; not yet a verdict, since nothing passes without evidence. */
    Verdict soFar() {
        return Finding.verdictOf(findings);
    }

    /** Whether it would bring us back: that the schema was another one then is no reason against an older artifact. */
    boolean bringsBack() {
        return findings.stream()
                .filter(Finding::isError)
                .allMatch(finding -> finding.code() == FindingCode.SCHEMA_DRIFTED);
    }

    /** Whether the bytes are not what they should be. That a checksum is missing does not speak against trying. */
    boolean speaksAgainstRestoring() {
        return findings.stream()
                .filter(f -> f.stage() == Stage.FETCH || f.stage() == Stage.INSPECT)
                .anyMatch(f -> f.isError() && f.code() != FindingCode.CHECKSUM_MISSING);
    }

    /**
     * Whether all that is wrong is that no newer artifact came, or that recovery was slow: no older one would serve
     * better. Old data in a fresh artifact are another matter, since an older one may hold newer data.
     */
    boolean isOnlyTooOldOrTooSlow() {
        Set<FindingCode> errors =
                findings.stream().filter(Finding::isError).map(Finding::code).collect(Collectors.toSet());
        boolean oldDataAreExplained =
                !errors.contains(FindingCode.RPO_EXCEEDED) || errors.contains(FindingCode.ARTIFACT_STALE);
        return MATTERS_OF_TIME.containsAll(errors) && oldDataAreExplained;
    }

    /** Demands evidence: with no error found and no check passed, nothing was proven; that it was quick, or runs, proves nothing. */
    void demandEvidence() {
        boolean proven = checks.stream()
                .anyMatch(c -> c.status() == Status.PASSED
                        && !c.check().equals(RtoCheck.NAME)
                        && !ApplicationChecks.UNASKED.contains(c.check()));
        if (soFar() == Verdict.PASSED && !proven) {
            findings.add(
                    nothingChecked(findings.stream().anyMatch(f -> f.ignored().isPresent())));
        }
    }

    private static Finding nothingChecked(boolean ignored) {
        return Finding.error(
                FindingCode.NOTHING_CHECKED,
                Stage.CHECK,
                "",
                ignored
                        ? "no check held: what was found is ignored, and that proves nothing"
                        : "no check was put to what was restored",
                ignored
                        ? "repair what is ignored, or declare a check that holds in spite of it"
                        : "declare checks, or leave the default checks on");
    }

    /** Tells which of the findings to ignore have not come up; only then do they not, when nothing kept us from looking. */
    void tellWhatIsIgnoredInVain() {
        if (soFar() == Verdict.PASSED) {
            findings.addAll(ignoring.unused());
        }
    }

    /** How long a stage took; zero when it did not run. */
    Duration lasted(Stage stage) {
        return stages.stream()
                .filter(s -> s.stage() == stage)
                .map(StageResult::duration)
                .reduce(Duration.ZERO, Duration::plus);
    }

    /** How long the stage that runs has taken so far. */
    Duration running() {
        return Duration.ofNanos(System.nanoTime() - stageBegun);
    }

    List<StageResult> stages() {
        return List.copyOf(stages);
    }

    List<Finding> findings() {
        return List.copyOf(findings);
    }

    List<CheckResult> checks() {
        return List.copyOf(checks);
    }

    List<Attachment> attachments() {
        return List.copyOf(attachments);
    }

    List<String> notes() {
        return List.copyOf(notes);
    }

    static Finding internalError(Stage stage, Throwable thrown) {
        StackTraceElement[] trace = thrown.getStackTrace();
        String where = trace.length == 0 ? "" : " at " + trace[0];
        // Not the message: it might carry data.
        return Finding.error(
                FindingCode.INTERNAL_ERROR,
                stage,
                "",
                "unexpected " + thrown.getClass().getSimpleName() + where,
                "this is a fault of Restore Verifier: please report it with this line");
    }
}
