package io.restoreverifier.run;

import io.restoreverifier.check.Check;
import io.restoreverifier.model.Backup;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.Outcome;
import io.restoreverifier.restore.Restorer;
import io.restoreverifier.sandbox.SandboxLimits;
import io.restoreverifier.source.Source;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A restore test, ready to run: a backup with the kinds that its entry names.
 *
 * @param job what the backup job must have reported; empty when nobody waits for it
 * @param counterparts the other backups that its checks need, by name
 * @param copies where else its artifacts lie
 */
public record Plan(
        Backup backup,
        Source source,
        Restorer restorer,
        List<Check> checks,
        SandboxLimits limits,
        Optional<JobReport> job,
        Map<String, Plan> counterparts,
        Copies copies)
        implements Schedule.Entry {

    public Plan {
        checks = List.copyOf(checks);
        counterparts = Map.copyOf(counterparts);
    }

    /** One that stands alone. */
    Plan(Backup backup, Source source, Restorer restorer, List<Check> checks, SandboxLimits limits) {
        this(backup, source, restorer, checks, limits, Optional.empty(), Map.of(), Copies.NONE);
    }

    /** With checks that write their references in place of comparing with them. */
    Plan writingReferences() {
        return new Plan(
                backup,
                source,
                restorer,
                checks.stream().map(Check::writingReference).toList(),
                limits,
                job,
                counterparts,
                copies);
    }

    @Override
    public String name() {
        return backup.name();
    }

    @Override
    public Duration timeout() {
        return backup.timeout();
    }

    @Override
    public Outcome outcome(Surroundings run, Stopwatch watch, ScheduledExecutorService alarms) {
        return new Verification(this, run, watch, alarms).outcome();
    }

    @Override
    public Outcome without(Finding reason, Instant started) {
        return Outcomes.without(this, reason, started);
    }

    /** Tells of locations whether they are those of its artifacts, or of files that belong to them. */
    Stream<Predicate<String>> takes() {
        Stream<String> beside = Stream.of(
                        restorer.companions().stream(),
                        checks.stream().flatMap(check -> check.beside().stream()),
                        checks.stream().flatMap(check -> check.besides().stream()),
                        job.stream().map(JobReport::pattern))
                .flatMap(patterns -> patterns);
        return Stream.concat(
                Stream.concat(
                        Stream.of(source.takes()),
                        copies.others().stream().map(copy -> copy.source().takes())),
                Stream.concat(beside.map(pattern -> source.beside(pattern).takes()), takesWithSuffix()));
    }

    private Stream<Predicate<String>> takesWithSuffix() {
        List<String> suffixes = restorer.suffixes();
        Predicate<String> artifact = suffixes.isEmpty() ? location -> false : source.takes();
        return suffixes.stream()
                .map(suffix -> location -> location.endsWith(suffix)
                        && artifact.test(location.substring(0, location.length() - suffix.length())));
    }

    Plan with(Map<String, Plan> others) {
        return new Plan(backup, source, restorer, checks, limits, job, others, copies);
    }

    /** The same, with its artifacts taken from a copy. */
    Plan from(Copies.Copy copy) {
        return new Plan(backup, copy.source(), restorer, checks, limits, job, counterparts, copies);
    }

    /** That the backup job has not reported as it must; empty when it has, or nobody waits for it. */
    Optional<Finding> silentJob(Instant now) {
        return job.flatMap(expected -> expected.judge(source, now));
    }
}
