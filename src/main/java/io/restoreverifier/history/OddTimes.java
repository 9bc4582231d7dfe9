package io.restoreverifier.history;

import io.restoreverifier.model.Durations;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.PastOutcome;
import io.restoreverifier.model.Stage;
import io.restoreverifier.model.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Recovery that takes longer and longer, artifacts that come later and later, and backups that were long not proven. */
final class OddTimes {
    private static final int A_WEEK = 7;
    private static final Duration SHORT = Duration.ofMinutes(1);
    private static final Duration LATE = Duration.ofHours(1);
    private static final Duration EACH = Duration.ofMinutes(2);

    private OddTimes() {}

    static List<Finding> of(Series series, PastOutcome now) {
        List<Finding> findings = new ArrayList<>();
        slower(series, now).ifPresent(findings::add);
        later(series, now).ifPresent(findings::add);
        return findings;
    }

    private static Optional<Finding> slower(Series series, PastOutcome now) {
        List<Long> times = new ArrayList<>();
        series.passed().outcomes().forEach(one -> one.rto().ifPresent(rto -> times.add(rto.toMillis())));
        now.rto().ifPresent(rto -> times.add(rto.toMillis()));
        if (now.rto().isEmpty() || times.size() < 2 * A_WEEK) {
            return Optional.empty();
        }
        Duration before = Duration.ofMillis((long) Series.median(times.subList(0, A_WEEK)));
        Duration today = Duration.ofMillis((long) Series.median(times.subList(times.size() - A_WEEK, times.size())));
        boolean slower = today.toMillis() > before.toMillis() * 1.5
                && today.minus(before).compareTo(SHORT) >= 0;
        return slower
                ? Optional.of(Finding.warning(
                        FindingCode.RTO_EXCEEDED,
                        Stage.RESTORE,
                        "",
                        "recovery takes longer and longer: " + Durations.format(today) + ", and "
                                + Durations.format(before) + " " + times.size() + " artifacts ago",
                        "when will it exceed what you can wait for? is it growth, or this machine?"))
                : Optional.empty();
    }

    /** Each of a week later than the one before: no daylight saving and no chance does that. */
    private static Optional<Finding> later(Series series, PastOutcome now) {
        int size = series.outcomes().size();
        if (size < A_WEEK) {
            return Optional.empty();
        }
        List<Instant> made = new ArrayList<>();
        for (int i = size - A_WEEK; i < size; i++) {
            made.add(series.made(i));
        }
        made.add(now.producedAt().orElseThrow());
        Duration sum = Duration.ZERO;
        for (int i = 1; i < made.size(); i++) {
            Duration gap = Duration.between(made.get(i - 1), made.get(i));
            Duration late = gap.minus(rhythm(gap));
            if (late.compareTo(EACH) < 0) {
                return Optional.empty();
            }
            sum = sum.plus(late);
        }
        return sum.compareTo(LATE) < 0
                ? Optional.empty()
                : Optional.of(Finding.warning(
                        FindingCode.ARTIFACT_STALE,
                        Stage.LOCATE,
                        "",
                        "each of the last " + A_WEEK + " artifacts came later than the one before, by "
                                + Durations.format(sum) + " together",
                        "does the backup job take longer and longer, or wait for another one?"));
    }

    /** Whole days; what is not near them has no rhythm that one could be late for. */
    private static Duration rhythm(Duration gap) {
        long days = Math.max(1, Math.round(gap.toMinutes() / 1440.0));
        Duration whole = Duration.ofDays(days);
        return gap.minus(whole).abs().compareTo(Duration.ofHours(6)) <= 0 ? whole : gap;
    }

    static List<Finding> unproven(List<PastOutcome> past, PastOutcome now, Duration every) {
        if (past.isEmpty()) {
            return List.of();
        }
        Duration tooLong = every.multipliedBy(3);
        PastOutcome last = past.get(past.size() - 1);
        Duration silence = Duration.between(last.asOf(), now.asOf());
        if (silence.compareTo(tooLong) > 0) {
            return List.of(Finding.info(
                    FindingCode.PROVEN_LONG_AGO,
                    Stage.LOCATE,
                    "",
                    "before this run it was not verified for " + Durations.format(silence),
                    "did Restore Verifier run each night? let a monitor outside miss it"));
        }
        Optional<Instant> proven = past.stream()
                .filter(one -> one.verdict() == Verdict.PASSED)
                .map(PastOutcome::asOf)
                .max(Instant::compareTo);
        Duration since = Duration.between(proven.orElse(past.get(0).asOf()), now.asOf());
        if (now.verdict() == Verdict.PASSED || since.compareTo(tooLong) <= 0) {
            return List.of();
        }
        return List.of(Finding.warning(
                FindingCode.PROVEN_LONG_AGO,
                Stage.LOCATE,
                "",
                proven.isPresent()
                        ? "the last restore that proved it was " + Durations.format(since) + " ago"
                        : "no restore has proved it in the " + Durations.format(since) + " that it is known",
                "repair what keeps it from passing before you need it"));
    }
}
