package io.restoreverifier.outlet.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandChannelTest {
    @TempDir
    Path folder;

    @Test
    void aProgramGetsTheDigestAndTheTotals() throws IOException {
        tell("cat > " + folder + "/stdin; env > " + folder + "/env");

        assertThat(Files.readString(folder.resolve("stdin")))
                .startsWith("1 passed, 1 failed, 0 could not be verified, 0 missing\n");
        assertThat(Files.readAllLines(folder.resolve("env")))
                .contains("RESTORE_PASSED=1", "RESTORE_FAILED=1", "RESTORE_VERDICT=FAILED", "RESTORE_MISSING=0");
    }

    @Test
    void aProgramThatReadsNothingAndEndsWellHasBeenTold() {
        tell("exit 0");
    }

    @Test
    void anotherStatusThanZeroIsAFailure() {
        assertThatThrownBy(() -> tell("echo s3cr3t >&2; exit 3")).hasMessage("sh ended with status 3");
    }

    @Test
    void aProgramThatIsNotThereIsAFailure() {
        assertThatThrownBy(() -> channel("[/no/such/program]").tell(Told.ending()))
                .hasMessage("program cannot be started; is /no/such/program there, and may this user run it?");
    }

    @Test
    void aProgramThatHangsIsEnded() {
        Instant begun = Instant.now();

        assertThatThrownBy(() ->
                        channel("[sh, -c, 'sleep 60 & wait'], timeout: 1s").tell(Told.ending()))
                .hasMessage("sh did not end in time");
        assertThat(Duration.between(begun, Instant.now())).isLessThan(Duration.ofSeconds(20));
    }

    private void tell(String script) {
        channel("[sh, -c, '" + script + "']")
                .tell(Told.ending(Told.passed("code", "ops"), Told.failed("db", "ops", "no artifact")));
    }

    private CommandChannel channel(String run) {
        return CommandChannel.read(Told.section(folder, "command", "command: {run: " + run + "}"));
    }
}
