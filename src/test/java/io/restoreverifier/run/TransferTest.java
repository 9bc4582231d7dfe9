package io.restoreverifier.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.restoreverifier.model.LineSpeed;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TransferTest {
    private static final long BYTES = 4_700_000_000L;

    @Test
    void aSlowerLineIsWhatCounts() {
        Transfer transfer = new Transfer(BYTES, Duration.ofSeconds(47), LineSpeed.parse("20Mbit/s"));
        assertThat(transfer.counted()).isEqualTo(Duration.ofSeconds(1880));
        assertThat(transfer.note())
                .contains("fetched 4 700 000 000 bytes in 47.0s, 800 Mbit/s;"
                        + " by a line of 20Mbit/s it takes 31m 20s, which the RTO counts");
    }

    @Test
    void aFasterLineMakesNothingFaster() {
        Transfer transfer = new Transfer(BYTES, Duration.ofSeconds(470), LineSpeed.parse("1Gbit/s"));
        assertThat(transfer.counted()).isEqualTo(Duration.ofSeconds(470));
        assertThat(transfer.note())
                .contains("fetched 4 700 000 000 bytes in 7m 50s, 80 Mbit/s; by a line of 1Gbit/s it takes 37.6s");
    }

    @Test
    void withoutALineOnlyWhatTookTimeIsTold() {
        assertThat(new Transfer(BYTES, Duration.ofSeconds(47), Optional.empty()).note())
                .contains("fetched 4 700 000 000 bytes in 47.0s, 800 Mbit/s");
        assertThat(new Transfer(5, Duration.ofMillis(3), Optional.empty()).note())
                .isEmpty();
    }
}
