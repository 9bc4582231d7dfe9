package io.restoreverifier.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.restoreverifier.model.Finding;
import io.restoreverifier.model.PastOutcome;
import io.restoreverifier.model.Verdict;
import io.restoreverifier.storage.Filesystems.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.IntToLongFunction;
import org.junit.jupiter.api.Test;

class ForecastTest {
    private static final Instant NOW = Instant.parse("2026-11-21T06:00:00Z");
    private static final long SIZE = 1_000_000_000;

    @Test
    void oneThatFillsUpIsWarnedOfInTime() {
        // 20 GB a day, and 200 GB are left.
        List<PastOutcome> past = nights(10, day -> 800_000_000 - day * 20_000_000L);

        assertThat(Forecast.of(past, Map.of("/srv", new Usage(SIZE, 800_000_000)), NOW, 14))
                .extracting(Finding::message)
                .containsExactly(
                        "/srv will be full in 10 days if it goes on as it did: 204.8 GB are left of 1024.0 GB");
        assertThat(Forecast.of(past, Map.of("/srv", new Usage(SIZE, 800_000_000)), NOW, 9))
                .isEmpty();
    }

    @Test
    void whatDoesNotGrowAndWhatIsNotKnownLongEnoughIsSilent() {
        Map<String, Usage> full = Map.of("/srv", new Usage(SIZE, 990_000_000));

        assertThat(Forecast.of(nights(10, day -> 990_000_000), full, NOW, 14)).isEmpty();
        assertThat(Forecast.of(nights(10, day -> 990_000_000 + day * 1_000_000L), full, NOW, 14))
                .isEmpty();
        assertThat(Forecast.of(nights(3, day -> 990_000_000 - day * 20_000_000L), full, NOW, 14))
                .isEmpty();
        assertThat(Forecast.of(List.of(), full, NOW, 14)).isEmpty();
    }

    @Test
    void whatTheLastRunSawAndIsGoneIsWarnedOf() {
        assertThat(Forecast.gone(nights(2, day -> 1), Map.of("/", new Usage(SIZE, 1))))
                .extracting(Finding::message)
                .containsExactly("/srv is gone, which was there as of 2026-11-20T06:00:00Z");
        assertThat(Forecast.gone(nights(2, day -> 1), Map.of("/srv", new Usage(SIZE, 1))))
                .isEmpty();
        assertThat(Forecast.gone(List.of(), Map.of())).isEmpty();
    }

    /** @param used so many days ago */
    private static List<PastOutcome> nights(int days, IntToLongFunction used) {
        List<PastOutcome> past = new ArrayList<>();
        for (int day = days; day >= 1; day--) {
            past.add(new PastOutcome(
                    "host",
                    "run-" + day,
                    NOW.minus(Duration.ofDays(day)),
                    Verdict.PASSED,
                    Optional.empty(),
                    Optional.empty(),
                    OptionalLong.empty(),
                    "",
                    Optional.empty(),
                    Optional.empty(),
                    Map.of(".//srv", used.applyAsLong(day))));
        }
        return past;
    }
}
