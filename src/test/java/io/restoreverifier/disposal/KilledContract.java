package io.restoreverifier.disposal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * {@code kill -9} in every stage: the next run leaves nothing of what the dead ones left, although it needs no sandbox
 * itself, and touches nothing of one that is alive.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class KilledContract {
    /** A kind of sandboxes. */
    abstract Fire fire() throws IOException;

    private final Map<Moment, Set<String>> before = new EnumMap<>(Moment.class);
    private final Map<Moment, Set<String>> untilTheNextRun = new EnumMap<>(Moment.class);
    private Fire fire;
    private Set<String> ofTheLiveOne;
    private RunProcess next;
    private RunProcess live;

    @BeforeAll
    void killThemAll() throws Exception {
        fire = fire();
        Set<Moment> moments = Arrays.stream(Moment.values())
                .filter(m -> m.isKnownTo(fire.machine().sandbox()))
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Moment.class)));
        live = fire.start("live", Moment.DISPOSE, Map.of(), "-D" + RunProgram.STAGE + "=check");
        Map<Moment, RunProcess> runs = fire.startAll("killed", moments);
        live.await("the live one is in its check", () -> live.stage().equals(java.util.Optional.of("check")));
        ofTheLiveOne = fire.machine().traces().of(live);
        for (Moment moment : runs.keySet()) {
            before.put(moment, fire.machine().traces().of(runs.get(moment)));
        }
        for (RunProcess run : runs.values()) {
            run.signal("KILL");
            assertThat(run.awaitEnd()).isEqualTo(128 + 9);
        }
        before.forEach((moment, traces) ->
                untilTheNextRun.put(moment, fire.machine().traces().left(traces)));
        assertThat(fire.machine().runFolders())
                .as("folders of the dead and the live one")
                .hasSize(runs.size() + 1);
        next = fire.startWithoutArtifact("next");
        next.awaitEnd();
    }

    @AfterAll
    void end() throws IOException {
        fire.close();
    }

    @ParameterizedTest
    @EnumSource(Moment.class)
    void nothingIsLeftOfARunThatWasKilledInIts(Moment moment) {
        if (!moment.isKnownTo(fire.machine().sandbox())) {
            return;
        }
        assertThat(!before.get(moment).isEmpty()).as("it had a sandbox").isEqualTo(moment.hasSandbox());
        if (fire.machine().traces().stayUntilTheNextRun()) {
            assertThat(untilTheNextRun.get(moment))
                    .as("what kill -9 leaves")
                    .containsAll(Fire.lasting(before.get(moment)));
        }
        assertThat(fire.machine().traces().left(before.get(moment))).isEmpty();
    }

    @Test
    void theRunBesideItIsNotTouchedAndPasses() throws Exception {
        assertThat(fire.machine().traces().left(ofTheLiveOne)).isEqualTo(ofTheLiveOne);
        assertThat(fire.machine().runFolders()).hasSize(1);

        live.goOn();

        assertThat(live.awaitEnd()).as(live.said()).isZero();
        assertThat(fire.machine().traces().left(ofTheLiveOne)).isEmpty();
        assertThat(fire.machine().runFolders()).isEmpty();
        assertThat(fire.machine().processes()).isEmpty();
        assertThat(fire.machine().temporaryFiles()).isEmpty();
    }

    @Test
    void theNextRunHasNothingToComplainOf() {
        assertThat(next.said()).doesNotContain("cannot remove", "not everything");
    }
}
