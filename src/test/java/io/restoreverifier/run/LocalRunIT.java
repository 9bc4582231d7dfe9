package io.restoreverifier.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.restoreverifier.sandbox.OrdinaryUser;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The sample catalog where there are no containers. */
class LocalRunIT {
    private OrdinaryUser user;

    /** A whole run in a process of its own. */
    static final class Child {
        public static void main(String[] arguments) throws InterruptedException {
            Properties properties = new Properties();
            properties.setProperty("restore.sandbox", arguments[0]);
            properties.setProperty("restore.report", arguments[1]);
            properties.setProperty("restore.history", arguments[1] + "-history");
            try (RestoreRun run = RestoreRun.open(RunOptions.from(properties))) {
                run.begin();
                for (String entry : run.entries()) {
                    run.outcome(entry);
                }
            }
        }
    }

    @BeforeEach
    void make() throws IOException, InterruptedException {
        user = OrdinaryUser.make();
    }

    @AfterEach
    void remove() throws IOException {
        if (user != null) {
            user.close();
        }
    }

    @Test
    void anOrdinaryUserWhoMayNotUseAnEngineRestoresTheSample() throws Exception {
        JsonNode report = ended(user.java(
                List.of(), Child.class, "auto", user.out().resolve("report").toString()));

        assertThat(report.at("/run/environment/isolation").asText())
                .matches("processes of this machine \\((there is no Docker engine|the Docker engine at \\S+ is not for "
                        + "user rv-selftest)\\); isolated: no network, .*not isolated: .*");
        assertEverythingPassed(report);
    }

    @Test
    void rootRestoresTheSampleWithLocalProcesses() throws Exception {
        JsonNode report = ended(user.java(
                List.of("env"),
                List.of(),
                Child.class,
                "local",
                user.out().resolve("report").toString()));

        assertThat(report.at("/run/environment/isolation").asText())
                .startsWith("processes of this machine (as -Drestore.sandbox=local says); isolated: no network, ");
        assertEverythingPassed(report);
    }

    private JsonNode ended(Process process) throws Exception {
        boolean ended = process.waitFor(4, TimeUnit.MINUTES);
        process.destroyForcibly();
        assertThat(ended).as(user.output()).isTrue();
        Path json = user.out().resolve("report/report.json");
        assertThat(json).as(user.output()).exists();
        return new ObjectMapper().readTree(json.toFile());
    }

    private void assertEverythingPassed(JsonNode report) throws IOException {
        assertThat(report.at("/run/sandbox").asText()).isEqualTo("local");
        assertThat(report.at("/run/verdict").asText()).as(user.output()).isEqualTo("PASSED");
        assertThat(report.at("/totals/PASSED").asInt()).isEqualTo(2);
        assertThat(user.left()).as("left behind").isEmpty();
    }
}
