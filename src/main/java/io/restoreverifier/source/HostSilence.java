package io.restoreverifier.source;

import io.restoreverifier.archive.SafeName;
import io.restoreverifier.model.Durations;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Severity;
import io.restoreverifier.model.Stage;
import io.restoreverifier.remote.Snapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Hosts whose snapshots stopped, in a repository of several: as long as one of them goes on, the newest snapshot is new. How
 * often a host makes them is told by those that it made.
 */
final class HostSilence {
    private static final int FEWEST = 3;
    /** A host that must go on is held to the one time that is known, where a rotation has left no more. */
    private static final int FEWEST_OF_EXPECTED = 2;

    private static final int TIMES = 3;
    private static final Duration LEAST = Duration.ofDays(1);

    private HostSilence() {}

    /** @param expected hosts whose silence is an error; that of others is a warning */
    static List<Finding> of(List<Snapshot> snapshots, List<String> expected, Instant now) {
        Map<String, List<Instant>> byHost = new TreeMap<>();
        expected.forEach(host -> byHost.put(host, new ArrayList<>()));
        snapshots.stream()
                .filter(snapshot -> !snapshot.host().isEmpty())
                .forEach(snapshot -> byHost.computeIfAbsent(snapshot.host(), host -> new ArrayList<>())
                        .add(snapshot.time()));
        List<Finding> findings = new ArrayList<>();
        byHost.forEach((host, times) -> of(host, times.stream().sorted().toList(), now, expected.contains(host))
                .ifPresent(findings::add));
        return findings;
    }

    private static Optional<Finding> of(String host, List<Instant> times, Instant now, boolean error) {
        if (times.isEmpty()) {
            return Optional.of(Finding.error(
                    FindingCode.ARTIFACT_MISSING,
                    Stage.LOCATE,
                    SafeName.shown(host),
                    "there is no snapshot of host " + SafeName.shown(host),
                    "does its backup job run? does it call itself something else?"));
        }
        if (times.size() < (error ? FEWEST_OF_EXPECTED : FEWEST)) {
            return Optional.empty();
        }
        Duration usual = usual(times);
        Instant last = times.get(times.size() - 1);
        Duration silent = Duration.between(last, now);
        Duration patience = usual.multipliedBy(TIMES);
        if (silent.compareTo(patience.compareTo(LEAST) < 0 ? LEAST : patience) <= 0) {
            return Optional.empty();
        }
        return Optional.of(new Finding(
                FindingCode.ARTIFACT_STALE,
                error ? Severity.ERROR : Severity.WARNING,
                Stage.LOCATE,
                SafeName.shown(host),
                "the newest snapshot of host " + SafeName.shown(host) + " is " + Durations.format(silent)
                        + " old, its snapshots came every " + Durations.format(usual),
                "has its backup job stopped? look at its log since " + last));
    }

    /** The middle of the times between two. */
    private static Duration usual(List<Instant> times) {
        List<Duration> gaps = new ArrayList<>();
        for (int i = 1; i < times.size(); i++) {
            gaps.add(Duration.between(times.get(i - 1), times.get(i)));
        }
        return gaps.stream().sorted().toList().get(gaps.size() / 2);
    }
}
