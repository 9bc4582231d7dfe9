package io.restoreverifier.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.restoreverifier.history.History;
import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.PastOutcome;
import io.restoreverifier.model.RunResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeepingTest {
    private static final Duration YEAR = Duration.ofDays(365);

    @TempDir
    Path folder;

    private RunOptions options() {
        Properties properties = new Properties();
        properties.setProperty("restore.history", folder.toString());
        return RunOptions.from(properties);
    }

    private static RunResult run(String id) {
        Plan plan = SmallPlans.files("code", SmallPlans.source(), Duration.ofMinutes(1));
        Instant at = SmallPlans.NOW.minusSeconds(60);
        return new RunResult(
                id,
                at,
                at.plusSeconds(5),
                at,
                "1/1",
                "docker",
                "test",
                Map.of(),
                List.of(SmallPlans.outcome(plan, List.of(), at)),
                List.of());
    }

    @Test
    void theNextRunKnowsOfThisOne() {
        assertThat(Keeping.open(options(), YEAR, SmallPlans.NOW).end(run("one")))
                .isEmpty();

        Past past = Keeping.open(options(), YEAR, SmallPlans.NOW).past();

        assertThat(past.of("code")).extracting(PastOutcome::run).containsExactly("one");
        assertThat(past.lastPassed("code")).map(PastOutcome::run).contains("one");
        assertThat(past.lastPassed("other")).isEmpty();
    }

    @Test
    void aDamagedHistoryIsToldAtTheEndAndNothingCanBeComparedWithIt() throws IOException {
        Files.writeString(folder.resolve("history.sqlite"), "no database at all, but long enough for one".repeat(30));
        Keeping keeping = Keeping.open(options(), YEAR, SmallPlans.NOW);

        assertThatThrownBy(() -> keeping.past().lastPassed("code"))
                .isInstanceOf(CannotTell.class)
                .hasMessageContaining("the file is damaged");
        assertThat(keeping.end(run("one")))
                .hasValueSatisfying(trouble ->
                        assertThat(trouble).startsWith("the history in " + folder.resolve("history.sqlite")));
    }

    @Test
    void aHistoryThatCanBeWrittenAgainKeepsTheRunAndStillSaysThatItCouldNotBeRead() throws IOException {
        Path file = folder.resolve("history.sqlite");
        Files.writeString(file, "no database at all, but long enough for one".repeat(30));
        Keeping keeping = Keeping.open(options(), YEAR, SmallPlans.NOW);
        Files.move(file, folder.resolve("damaged.sqlite"));

        assertThat(keeping.end(run("one"))).isPresent();
        assertThat(History.open(folder.toString(), Duration.ofSeconds(5)).of("code"))
                .hasSize(1);
    }

    @Test
    void oneArtifactWithoutACatalogHasNoHistory() {
        Properties properties = new Properties();
        properties.setProperty("restore.history", folder.resolve("none").toString());
        properties.setProperty("restore.artifact", "x.dump");

        Keeping keeping = Keeping.open(RunOptions.from(properties), YEAR, SmallPlans.NOW);

        assertThat(keeping.end(run("one"))).isEmpty();
        assertThat(folder.resolve("none")).doesNotExist();
    }
}
