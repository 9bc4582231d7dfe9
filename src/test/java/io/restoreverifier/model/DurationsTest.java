package io.restoreverifier.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {

    @ParameterizedTest
    @CsvSource({"90s,PT1M30S", "30m,PT30M", "26h,PT26H", "7d,P7D", "1d12h,P1DT12H", "1d2h3m4s,P1DT2H3M4S", "' 5m ',PT5M"
    })
    void readsWhatUsersWrite(String written, Duration meant) {
        assertThat(Durations.parse(written)).contains(meant);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0s", "5", "5 m", "m", "12h1d", "-1h", "1.5h", "1w", "PT1H", "99999999d"})
    void whatIsNoDurationIsEmpty(String written) {
        assertThat(Durations.parse(written)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "PT0S,0.0s",
        "PT4.25S,4.2s",
        "PT59.99S,59.9s",
        "PT1M,1m",
        "PT3M20S,3m 20s",
        "PT1H,1h",
        "PT26H,1d 2h",
        "PT2H5M7S,2h 5m",
        "P7D,7d"
    })
    void writesTheTwoLargestUnits(Duration duration, String written) {
        assertThat(Durations.format(duration)).isEqualTo(written);
    }

    @Test
    void aNegativeDurationHasAMinus() {
        assertThat(Durations.format(Duration.ofMinutes(-90))).isEqualTo("-1h 30m");
    }
}
