package io.restoreverifier.draft;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CadenceTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    @ParameterizedTest
    @CsvSource({"PT24H,26h", "PT1H,70m", "PT15M,25m", "PT6H,7h", "P7D,7d14h", "PT12H,13h", "P30D,32d12h"})
    void theRpoIsTheUsualGapAndALittle(Duration gap, String rpo) {
        assertThat(Cadence.of(times(gap, gap, gap)).orElseThrow().rpo()).isEqualTo(rpo);
    }

    @Test
    void oneMissedNightDoesNotLoosenIt() {
        Cadence cadence = Cadence.of(
                        times(Duration.ofDays(1), Duration.ofDays(1), Duration.ofDays(3), Duration.ofDays(1)))
                .orElseThrow();

        assertThat(cadence.rpo()).isEqualTo("26h");
        assertThat(cadence.text()).isEqualTo("5 generations, usually 1d apart, the longest gap was 3d");
    }

    @Test
    void oneGenerationTellsNothing() {
        assertThat(Cadence.of(List.of(NOON))).isEmpty();
        assertThat(Cadence.of(List.of(NOON, NOON))).isEmpty();
    }

    private static List<Instant> times(Duration... gaps) {
        List<Instant> times = new ArrayList<>(List.of(NOON));
        for (Duration gap : gaps) {
            times.add(times.get(times.size() - 1).plus(gap));
        }
        return times;
    }
}
