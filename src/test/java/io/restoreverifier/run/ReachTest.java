package io.restoreverifier.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.restoreverifier.model.Artifact;
import io.restoreverifier.model.Artifact.TimeFrom;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReachTest {
    private static final List<Artifact> ALL = List.of(
            artifact("late", "2026-11-21T03:00:00Z", TimeFrom.NAME),
            artifact("middle", "2026-11-21T02:00:00Z", TimeFrom.NAME),
            artifact("old", "2026-11-20T02:00:00Z", TimeFrom.NAME));

    @Test
    void withoutAMomentAllServe() {
        assertThat(Reach.NEWEST.serving(ALL)).isEqualTo(ALL);
    }

    @Test
    void whatWasFinishedLaterDoesNotLeadToAMoment() {
        assertThat(until("2026-11-21T02:30:00Z").serving(ALL))
                .extracting(Artifact::name)
                .containsExactly("middle", "old");
        assertThat(until("2026-11-21T02:00:00Z").serving(ALL))
                .as("finished just then")
                .extracting(Artifact::name)
                .containsExactly("middle", "old");
        assertThat(until("2026-11-19T02:00:00Z").serving(ALL)).isEmpty();
    }

    @Test
    void thatNoneServesIsToldWithTheOldest() {
        assertThat(until("2026-11-19T02:00:00Z").tooLate(ALL).message())
                .isEqualTo(
                        "no artifact was finished before the target time 2026-11-19T02:00:00Z: the oldest, old, is of"
                                + " 2026-11-20T02:00:00Z");
    }

    /** A copy may be younger than what it is a copy of. */
    @Test
    void aModificationTimeSpeaksForAnArtifactAndNotAgainstAll() {
        List<Artifact> vague = List.of(
                artifact("late", "2026-11-21T03:00:00Z", TimeFrom.MODIFICATION_TIME),
                artifact("old", "2026-11-20T02:00:00Z", TimeFrom.MODIFICATION_TIME));

        assertThat(until("2026-11-20T03:00:00Z").serving(vague))
                .extracting(Artifact::name)
                .containsExactly("old");
        assertThat(until("2026-11-19T02:00:00Z").serving(vague)).isEqualTo(vague);
    }

    private static Reach until(String moment) {
        return new Reach(Optional.of(Instant.parse(moment)));
    }

    private static Artifact artifact(String name, String time, TimeFrom from) {
        return new Artifact(name, "/backups/" + name, 1, Instant.parse(time), from);
    }
}
