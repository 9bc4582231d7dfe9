package io.restoreverifier.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AlarmTest {
    private final ScheduledExecutorService alarms = Executors.newSingleThreadScheduledExecutor();
    private final Stopwatch watch = new Stopwatch();
    private final AtomicReference<Duration> rangAfter = new AtomicReference<>(Duration.ZERO);

    @AfterEach
    void end() {
        alarms.shutdownNow();
    }

    @Test
    void itRingsWhenTheTimeIsOver() {
        Alarm.set(watch, Duration.ofMillis(200), alarms, () -> rangAfter.set(watch.running()));

        await().until(() -> !rangAfter.get().isZero());
        assertThat(rangAfter.get()).isGreaterThanOrEqualTo(Duration.ofMillis(200));
    }

    @Test
    void whatTheWatchStoodStillDoesNotCount() throws Exception {
        Alarm.set(watch, Duration.ofMillis(300), alarms, () -> rangAfter.set(watch.stood()));

        watch.stopWhile(() -> {
            Thread.sleep(800);
            assertThat(rangAfter.get()).isZero();
            return null;
        });

        await().until(() -> !rangAfter.get().isZero());
        assertThat(rangAfter.get()).isGreaterThanOrEqualTo(Duration.ofMillis(800));
    }

    @Test
    void aCancelledAlarmKeepsSilent() throws InterruptedException {
        Alarm.set(watch, Duration.ofMillis(100), alarms, () -> rangAfter.set(watch.running()))
                .cancel();

        Thread.sleep(300);
        assertThat(rangAfter.get()).isZero();
    }
}
