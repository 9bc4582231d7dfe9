package io.restoreverifier.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class DisposalTest {

    @Test
    void oneThingThatFailsDoesNotKeepTheOthers() {
        AtomicBoolean done = new AtomicBoolean();

        Disposal disposal = new Disposal(Duration.ofSeconds(10))
                .of("the first", () -> {
                    throw new IllegalStateException("it is stuck");
                })
                .of("the second", () -> done.set(true));

        assertThat(done).isTrue();
        assertThat(disposal.troubles()).containsExactly("the first: it is stuck");
    }

    @Test
    void oneThingThatHangsIsGivenUp() {
        CountDownLatch never = new CountDownLatch(1);
        AtomicBoolean done = new AtomicBoolean();

        Disposal disposal = new Disposal(Duration.ofSeconds(1))
                .of("the first", () -> await(never))
                .of("the second", () -> done.set(true));
        never.countDown();

        assertThat(done).isTrue();
        assertThat(disposal.troubles()).containsExactly("the first: not done within 1 s");
    }

    @Test
    void anInterruptionDoesNotEndIt() {
        AtomicBoolean done = new AtomicBoolean();
        Thread.currentThread().interrupt();

        new Disposal(Duration.ofSeconds(10)).of("it", () -> done.set(true));

        assertThat(Thread.interrupted()).as("still interrupted").isTrue();
        assertThat(done).isTrue();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
