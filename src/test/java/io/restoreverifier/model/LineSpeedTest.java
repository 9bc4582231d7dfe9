package io.restoreverifier.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LineSpeedTest {
    @ParameterizedTest
    @CsvSource({"20Mbit/s, 20000000", "2.5MB/s, 20000000", "1Gbit/s, 1000000000", "0.5kbit/s, 500", "300bit/s, 300"})
    void readsSpeedsOfLines(String written, long bits) {
        assertThat(LineSpeed.parse(written)).contains(new LineSpeed(bits, written));
    }

    @ParameterizedTest
    @ValueSource(strings = {"fast", "20", "20Mbps", "0Mbit/s", "0.001bit/s", "-1Mbit/s", "20 Mbit/s"})
    void nothingElseIsOne(String written) {
        assertThat(LineSpeed.parse(written)).isEmpty();
    }

    @Test
    void tellsHowLongItTakes() {
        LineSpeed line = LineSpeed.parse("20Mbit/s").orElseThrow();
        assertThat(line.bringing(4_700_000_000L)).isEqualTo(Duration.ofSeconds(1880));
        assertThat(line.bringing(1)).isEqualTo(Duration.ofMillis(1));
        assertThat(line.bringing(0)).isZero();
        assertThat(line.bringing(Long.MAX_VALUE)).isGreaterThan(Duration.ofDays(10_000));
    }
}
