package io.restoreverifier.disposal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The engine is restarted under a run's feet, on an engine of the test's own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EngineRestartedIT {
    private static final Set<Moment> HIT = EnumSet.of(Moment.RESTORE, Moment.CHECK);

    private final Map<Moment, RunProcess> runs = new EnumMap<>(Moment.class);
    private OwnEngine engine;
    private Fire fire;

    @BeforeAll
    void begin() throws Exception {
        engine = OwnEngine.with("postgres:15");
        fire = Fire.on(engine);
    }

    @AfterEach
    void comeBack() throws Exception {
        engine.startUnlessAlive();
    }

    @AfterAll
    void end() throws Exception {
        if (fire != null) {
            fire.close();
            engine.close();
        }
    }

    enum Restart {
        /** As an upgrade does it. */
        STOPPED,
        /** As a fault does it: the containers live on, until the engine comes back and finds them. */
        KILLED
    }

    @ParameterizedTest
    @EnumSource
    void aRunSaysSoAndLeavesNothingWhenTheEngineIs(Restart restart) throws Exception {
        runs.putAll(fire.startAll(restart.name().toLowerCase(Locale.ROOT), HIT));
        Map<Moment, Set<String>> before = new EnumMap<>(Moment.class);
        runs.forEach((moment, run) -> before.put(moment, fire.machine().traces().of(run)));

        end(restart);
        for (RunProcess run : runs.values()) {
            run.signal("CONT");
        }
        engine.start();

        long begun = System.nanoTime();
        for (Moment moment : HIT) {
            RunProcess run = runs.get(moment);
            assertThat(before.get(moment)).anyMatch(t -> t.startsWith("volume "));
            assertThat(run.awaitEnd()).as(run.said()).isEqualTo(1);
            assertThat(Set.copyOf(run.errors())).as(run.said()).containsExactly("SANDBOX_UNAVAILABLE");
            assertThat(run.said()).doesNotContain("not everything was disposed of");
            assertThat(fire.machine().traces().left(before.get(moment))).isEmpty();
        }
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(60));
        assertThat(fire.machine().temporaryFiles()).isEmpty();
    }

    @Test
    void whatBothAnEngineAndItsRunHaveForgottenIsRemovedByTheNextRun() throws Exception {
        RunProcess run = fire.start("forgotten", Moment.CHECK);
        fire.bring(run, Moment.CHECK);
        Map<String, String> labels =
                fire.docker().inspect("forgotten").getConfig().getLabels();
        Set<String> before = fire.machine().traces().of(run);
        engine.kill();
        run.signal("KILL");
        run.awaitEnd();
        engine.start();
        // An engine removes those that it was told to, once it is back; these stand for what one has left after a
        // crash.
        Set<String> remains = fire.remains(labels);
        assertThat(fire.machine().traces().left(remains)).isEqualTo(remains);

        RunProcess next = fire.startWithoutArtifact("next");
        next.awaitEnd();

        assertThat(fire.machine().traces().left(remains)).isEmpty();
        assertThat(fire.machine().traces().left(before)).isEmpty();
        assertThat(next.said()).doesNotContain("cannot remove");
        assertThat(fire.machine().temporaryFiles()).isEmpty();
    }

    private void end(Restart restart) throws InterruptedException {
        switch (restart) {
            case STOPPED -> engine.stop();
            case KILLED -> engine.kill();
        }
    }
}
