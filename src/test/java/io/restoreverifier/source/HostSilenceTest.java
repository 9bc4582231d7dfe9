package io.restoreverifier.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Severity;
import io.restoreverifier.remote.Snapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class HostSilenceTest {
    private static final Instant NOW = Instant.parse("2026-11-21T06:00:00Z");

    @Test
    void aHostThatMustGoOnIsMissedAlsoWhereARotationHasLeftTwoSnapshotsOfIt() {
        assertThat(HostSilence.of(snapshots(40, 41), List.of("web"), NOW))
                .extracting(Finding::code, Finding::severity, Finding::message)
                .containsExactly(tuple(
                        FindingCode.ARTIFACT_STALE,
                        Severity.ERROR,
                        "the newest snapshot of host web is 40d old, its snapshots came every 1d"));
        assertThat(HostSilence.of(snapshots(1, 2), List.of("web"), NOW)).isEmpty();
    }

    @Test
    void ofAHostThatNobodyNamesMoreIsWantedBeforeItIsMissed() {
        assertThat(HostSilence.of(snapshots(40, 41), List.of(), NOW)).isEmpty();
        assertThat(HostSilence.of(snapshots(40, 41, 42), List.of(), NOW))
                .extracting(Finding::severity)
                .containsExactly(Severity.WARNING);
    }

    @Test
    void aHostWithoutASnapshotIsMissing() {
        assertThat(HostSilence.of(snapshots(1), List.of("db"), NOW))
                .extracting(Finding::code)
                .containsExactly(FindingCode.ARTIFACT_MISSING);
    }

    private static List<Snapshot> snapshots(Integer... daysAgo) {
        return Stream.of(daysAgo)
                .map(days -> new Snapshot("s" + days, "web", List.of(), List.of(), NOW.minus(Duration.ofDays(days))))
                .toList();
    }
}
