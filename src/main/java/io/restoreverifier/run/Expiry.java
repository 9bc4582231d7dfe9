package io.restoreverifier.run;

import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.Durations;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Stage;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The time limit of one verification: when it passes, what holds the verifying thread is closed and the thread
 * interrupted, whatever it waits for. Made by that thread, closed by it.
 */
final class Expiry implements AutoCloseable {
    private static final String HINT = "give it more time with `timeout:`, or look in the stages at what took it";

    private final Duration limit;
    private final Stopwatch watch;
    private final Thread thread = Thread.currentThread();
    private final AtomicReference<@Nullable Runnable> holding = new AtomicReference<>();
    private final Alarm alarm;
    private boolean passed;
    private boolean closed;

    Expiry(Duration limit, Stopwatch watch, ScheduledExecutorService alarms) {
        this.limit = limit;
        this.watch = watch;
        this.alarm = Alarm.set(watch, limit, alarms, this::pass);
    }

    /** Says what to close when the time passes while the thread waits for it. */
    void holding(Runnable close) {
        holding.set(close);
    }

    /** By which the time is told. */
    Stopwatch watch() {
        return watch;
    }

    /** What is left, at least a second so that it can serve as a limit. */
    Duration left() {
        Duration left = limit.minus(watch.running());
        return left.compareTo(Duration.ofSeconds(1)) < 0 ? Duration.ofSeconds(1) : left;
    }

    /** The finding that tells it; empty when the time has not passed. */
    synchronized Optional<Finding> timedOut(Stage stage) {
        return passed
                ? Optional.of(Finding.error(FindingCode.TIMED_OUT, stage, "", message(stage), HINT))
                : Optional.empty();
    }

    /** Disposal always goes on: it is what a passed limit calls for. */
    synchronized void throwIfPassed(Stage stage) {
        if (passed && stage != Stage.DISPOSE) {
            throw new CannotTell(FindingCode.TIMED_OUT, message(stage), HINT);
        }
    }

    private String message(Stage stage) {
        return "the verification was not done within " + Durations.format(limit) + "; it ended in stage "
                + stage.label();
    }

    private void pass() {
        synchronized (this) {
            if (closed) {
                return;
            }
            passed = true;
            thread.interrupt();
        }
        Runnable close = holding.getAndSet(null);
        if (close != null) {
            close.run();
        }
    }

    /** The thread may wait again, for disposal: its interruption has done its work. */
    synchronized void calm() {
        if (passed) {
            Thread.interrupted();
        }
    }

    @Override
    public void close() {
        alarm.cancel();
        synchronized (this) {
            closed = true;
            calm();
        }
    }
}
