package io.restoreverifier.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.sandbox.Capacity;
import io.restoreverifier.sandbox.Need;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class AdmissionTest {
    private final List<String> seats = new CopyOnWriteArrayList<>();
    private final Admission admission = new Admission(() -> new Capacity(100, 1000), new Admission.Seats() {
        @Override
        public void leave() {
            seats.add("left");
        }

        @Override
        public void takeAgain() {
            seats.add("taken again");
        }
    });
    private final Stopwatch first = new Stopwatch();
    private final Stopwatch second = new Stopwatch();
    private final Stopwatch third = new Stopwatch();

    @Test
    void whatFitsIsGrantedAtOnce() {
        admission.claim(new Need(60, 500), first);
        admission.claim(new Need(40, 500), second);

        assertThat(seats).isEmpty();
        assertThat(first.stood()).isZero();
    }

    @Test
    void whatDoesNotFitWaitsForRoomAndItsTimeStandsStill() {
        admission.claim(new Need(60, 0), first);
        CompletableFuture<Void> claim = inBackground(new Need(50, 0), second);
        awaitWaiting(second);

        assertThat(claim).isNotDone();
        assertThat(seats).containsExactly("left");
        Duration running = second.running();
        await().until(() -> second.stood().toMillis() > 200);
        assertThat(second.running()).isLessThan(running.plusMillis(150));

        admission.release(first);
        claim.join();
        assertThat(seats).containsExactly("left", "taken again");
    }

    @Test
    void diskIsWaitedForAsWell() {
        admission.claim(new Need(0, 900), first);
        CompletableFuture<Void> claim = inBackground(new Need(0, 200), second);
        awaitWaiting(second);

        assertThat(claim).isNotDone();
        admission.release(first);
        claim.join();
    }

    @Test
    void aSmallOneDoesNotWaitForALargeOne() {
        admission.claim(new Need(60, 0), first);
        CompletableFuture<Void> large = inBackground(new Need(90, 0), second);
        awaitWaiting(second);

        admission.claim(new Need(10, 0), third);

        assertThat(large).isNotDone();
        admission.release(first);
        admission.release(third);
        large.join();
    }

    @Test
    void whoCameFirstIsAdmittedFirst() {
        admission.claim(new Need(100, 0), first);
        CompletableFuture<Void> earlier = inBackground(new Need(80, 0), second);
        awaitWaiting(second);
        CompletableFuture<Void> later = inBackground(new Need(80, 0), third);
        awaitWaiting(third);

        admission.release(first);
        earlier.join();

        assertThat(later).isNotDone();
        admission.release(second);
        later.join();
    }

    @Test
    void moreThanThereEverIsIsLeftToTheSandboxToRefuse() {
        admission.claim(new Need(60, 0), first);

        admission.claim(new Need(500, 0), second);

        assertThat(seats).isEmpty();
    }

    @Test
    void nobodyWaitsForThoseWhoWait() {
        admission.claim(new Need(0, 500), first);
        admission.claim(new Need(0, 400), second);
        CompletableFuture<Void> one = inBackground(new Need(0, 300), first);
        awaitWaiting(first);

        // Both hold copies, and neither could go on: the first that waits is let through, and is told what is missing.
        CompletableFuture<Void> other = inBackground(new Need(0, 300), second);

        CompletableFuture.anyOf(one, other).join();
        admission.release(first);
        admission.release(second);
        one.join();
        other.join();
    }

    @Test
    void aRunThatEndsWakesWhoeverWaits() {
        admission.claim(new Need(100, 0), first);
        Thread thread = Thread.currentThread();
        CompletableFuture.runAsync(() -> {
            awaitWaiting(second);
            thread.interrupt();
        });

        assertThatThrownBy(() -> admission.claim(new Need(50, 0), second))
                .isInstanceOfSatisfying(
                        CannotTell.class, e -> assertThat(e.code()).isEqualTo(FindingCode.INTERRUPTED))
                .hasMessage("interrupted while waiting for memory or disk");
        assertThat(Thread.interrupted()).isTrue();
    }

    private CompletableFuture<Void> inBackground(Need need, Stopwatch watch) {
        return CompletableFuture.runAsync(() -> admission.claim(need, watch), r -> new Thread(r).start());
    }

    private static void awaitWaiting(Stopwatch watch) {
        await().until(() -> !watch.stood().isZero());
    }
}
