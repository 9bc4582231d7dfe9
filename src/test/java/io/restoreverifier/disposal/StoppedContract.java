package io.restoreverifier.disposal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Ctrl-C, twice since it takes a moment, in every stage, and SIGTERM: what the run has made goes before the run does,
 * and its report says that nothing is known.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class StoppedContract {
    /** A kind of sandboxes. */
    abstract Fire fire() throws IOException;

    /** In the others a run holds nothing that it does not hold in these. */
    private static final Set<Moment> HIT = EnumSet.complementOf(EnumSet.of(Moment.LOCATE, Moment.INSPECT));

    private final Map<Moment, RunProcess> twice = new EnumMap<>(Moment.class);
    private final Map<Moment, Set<String>> before = new EnumMap<>(Moment.class);
    private final Map<RunProcess, Integer> ended = new LinkedHashMap<>();
    private Fire fire;
    private RunProcess once;
    private RunProcess terminated;
    private Duration longest = Duration.ZERO;

    @BeforeAll
    void stopThemAll() throws Exception {
        fire = fire();
        once = fire.start("once", Moment.CHECK, Map.of(), "-Drestore.allure=" + allure());
        terminated = fire.start("terminated", Moment.RESTORE);
        fire.bring(terminated, Moment.RESTORE);
        twice.putAll(fire.startAll(
                "stopped",
                HIT.stream().filter(m -> m.isKnownTo(fire.machine().sandbox())).toList()));
        fire.bring(once, Moment.CHECK);
        twice.forEach(
                (moment, run) -> before.put(moment, fire.machine().traces().of(run)));
        for (RunProcess run : twice.values()) {
            run.signal("INT");
            run.signal("CONT");
        }
        Thread.sleep(300);
        for (RunProcess run : twice.values()) {
            run.signalIfAlive("INT");
        }
        terminated.signal("TERM");
        terminated.signal("CONT");
        long begun = System.nanoTime();
        for (RunProcess run : twice.values()) {
            ended.put(run, run.awaitEnd());
        }
        ended.put(terminated, terminated.awaitEnd());
        longest = Duration.ofNanos(System.nanoTime() - begun);
        once.signal("INT");
        ended.put(once, once.awaitEnd());
    }

    private static Path allure() {
        return Path.of(System.getProperty("restore.allure", "target/allure/allure-2.34.1"));
    }

    @AfterAll
    void end() throws IOException {
        fire.close();
    }

    @ParameterizedTest
    @EnumSource(
            names = {"LOCATE", "INSPECT"},
            mode = EnumSource.Mode.EXCLUDE)
    void nothingIsLeftOfARunThatWasStoppedTwiceInIts(Moment moment) {
        if (!moment.isKnownTo(fire.machine().sandbox())) {
            return;
        }
        assertThat(!before.get(moment).isEmpty()).as("it had a sandbox").isEqualTo(moment.hasSandbox());
        assertThat(fire.machine().traces().left(before.get(moment))).isEmpty();
        assertThat(fire.machine().traces().of(twice.get(moment))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            names = {"LOCATE", "INSPECT"},
            mode = EnumSource.Mode.EXCLUDE)
    void itsReportSaysThatItWasInterruptedIn(Moment moment) throws IOException {
        if (!moment.isKnownTo(fire.machine().sandbox())) {
            return;
        }
        RunProcess run = twice.get(moment);
        assertThat(ended.get(run)).as(run.said()).isEqualTo(128 + 2);
        assertThat(run.reported().path("verdict").asText()).isEqualTo("COULD_NOT_VERIFY");
        assertThat(run.errors()).containsExactly("INTERRUPTED");
        assertThat(run.said())
                .contains("0 passed, 0 failed, 1 could not be verified")
                .doesNotContain("FAILED after", "not everything was disposed of");
    }

    @Test
    void withOneSignalThereIsAPageToo() throws IOException {
        assertThat(ended.get(once)).isEqualTo(128 + 2);
        assertThat(once.errors()).containsExactly("INTERRUPTED");
        assertThat(once.home().resolve("report/allure/index.html"))
                .as(once.said())
                .isNotEmptyFile();
    }

    @Test
    void terminationIsTakenLikeCtrlC() throws IOException {
        assertThat(ended.get(terminated)).as(terminated.said()).isEqualTo(128 + 15);
        assertThat(terminated.errors()).containsExactly("INTERRUPTED");
        assertThat(fire.machine().traces().of(terminated)).isEmpty();
    }

    @Test
    void nobodyWaitsLong() {
        assertThat(longest).as("all of them together").isLessThan(Duration.ofSeconds(45));
    }

    @Test
    void noFileOfTheirsIsLeft() {
        assertThat(fire.machine().temporaryFiles()).isEmpty();
        assertThat(fire.machine().processes()).isEmpty();
    }
}
