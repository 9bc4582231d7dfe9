package io.restoreverifier.disposal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Container;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** With Testcontainers' own cleaner, and where it is wanted and cannot be had. */
class RyukIT {
    private static final String IMAGE = "testcontainers/ryuk:0.14.0";
    /** What the cleaner goes by. */
    private static final String SESSION = "org.testcontainers.sessionId";

    private Fire fire;

    @BeforeEach
    void begin() throws IOException {
        fire = Fire.onDocker();
    }

    @AfterEach
    void end() throws IOException {
        fire.close();
    }

    @Test
    void theCleanerWouldKnowContainersAndVolumesAndThereIsNoNetworkToKnow() throws Exception {
        RunProcess run = fire.start("known", Moment.CHECK);
        fire.bring(run, Moment.CHECK);

        Container container = fire.docker().containers("known").get(0);
        assertThat(container.getLabels()).containsKey(SESSION);
        assertThat(fire.docker().volumesOf(container))
                .singleElement()
                .satisfies(volume -> assertThat(volume.getLabels())
                        .containsEntry(SESSION, container.getLabels().get(SESSION))
                        .containsEntry("io.restoreverifier.entry", "known"));
        assertThat(container.getNetworkSettings().getNetworks()).containsOnlyKeys("none");
        assertThat(fire.docker().networks()).isEmpty();

        run.signal("INT");
        run.awaitEnd();
        assertThat(fire.machine().traces().of(run)).isEmpty();
    }

    @Test
    void ifItIsWantedAndCannotBeHadTheReportSaysSo() throws Exception {
        RunProcess run = fire.start(
                "wanted",
                Moment.RESTORE,
                Map.of(
                        "TESTCONTAINERS_RYUK_DISABLED", "false",
                        "TESTCONTAINERS_RYUK_CONTAINER_IMAGE", "localhost:1/ryuk:none"));

        assertThat(run.awaitEnd()).isEqualTo(1);
        assertThat(run.errors()).containsExactly("SANDBOX_UNAVAILABLE");
        assertThat(run.messages())
                .containsExactly(
                        "image localhost:1/ryuk:none, Testcontainers' own cleaner, is not on the engine and cannot be"
                                + " fetched");
        assertThat(fire.machine().traces().of(run)).isEmpty();
        assertThat(fire.machine().temporaryFiles()).isEmpty();
    }

    @Test
    void afterKillNineItRemovesWhatIsLeftWithoutANextRun() throws Exception {
        requireImage();
        RunProcess run = fire.start(
                "cleaned",
                Moment.CHECK,
                Map.of("TESTCONTAINERS_RYUK_DISABLED", "false", "TESTCONTAINERS_RYUK_CONTAINER_IMAGE", IMAGE));
        fire.bring(run, Moment.CHECK);
        Set<String> before = fire.machine().traces().of(run);

        run.signal("KILL");

        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .untilAsserted(
                        () -> assertThat(fire.machine().traces().left(before)).isEmpty());
    }

    /** Whoever says that there is no cleaner here cannot expect to see it at work; all others hear that it was not. */
    private void requireImage() {
        try {
            fire.docker().engine().get().inspectImageCmd(IMAGE).exec();
        } catch (NotFoundException e) {
            String missing = "*** MISSING: the image " + IMAGE + " *** nobody saw Testcontainers' cleaner at work: "
                    + "docker pull " + IMAGE;
            if ("true".equals(System.getenv("CI")) && !"true".equals(System.getenv("TESTCONTAINERS_RYUK_DISABLED"))) {
                fail(missing);
            }
            System.err.println(missing);
            Assumptions.abort(missing);
        }
    }
}
