package io.restoreverifier.disposal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** {@code mvn verify}, stopped in the middle of a check: the verifying process is not Maven's own, and ends with it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MavenStoppedIT {
    private static final Duration SOON = Duration.ofSeconds(60);

    private Fire fire;
    private RunProcess interrupted;
    private RunProcess killed;
    private Set<String> ofInterrupted;
    private Set<String> ofKilled;

    @BeforeAll
    void stopBoth() throws Exception {
        fire = Fire.onDocker();
        interrupted = fire.startMaven("interrupted", Moment.CHECK);
        killed = fire.startMaven("killed", Moment.CHECK);
        fire.bring(interrupted, Moment.CHECK);
        fire.bring(killed, Moment.CHECK);
        ofInterrupted = fire.machine().traces().of(interrupted);
        ofKilled = fire.machine().traces().of(killed);
        interrupted.signalGroup("INT");
        killed.signal("KILL");
        Awaitility.await("both end with the processes that they have started")
                .atMost(SOON)
                .untilAsserted(() -> assertThat(fire.machine().processes()).isEmpty());
    }

    @AfterAll
    void end() throws IOException {
        fire.close();
    }

    @Test
    void ctrlCLeavesAReportAndNothingElse() throws Exception {
        assertThat(ofInterrupted).anyMatch(t -> t.startsWith("container "));
        assertThat(interrupted.awaitEnd()).isEqualTo(128 + 2);
        assertThat(interrupted.errors()).containsExactly("INTERRUPTED");
        assertThat(fire.machine().traces().left(ofInterrupted)).isEmpty();
    }

    @Test
    void ifMavenIsKilledTheVerifierNoticesAndEndsAsAfterCtrlC() throws Exception {
        assertThat(ofKilled).anyMatch(t -> t.startsWith("container "));
        assertThat(killed.awaitEnd()).isEqualTo(128 + 9);
        assertThat(killed.errors()).containsExactly("INTERRUPTED");
        assertThat(fire.machine().traces().left(ofKilled)).isEmpty();
    }

    @Test
    void noFileOfTheirsIsLeft() {
        assertThat(fire.machine().temporaryFiles()).isEmpty();
    }
}
