package io.restoreverifier.run;

import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Goes off once when a stopwatch has run for so long, however long it stood still in between. */
final class Alarm {
    private final Stopwatch watch;
    private final Duration limit;
    private final ScheduledExecutorService alarms;
    private final Runnable action;
    private @Nullable ScheduledFuture<?> pending;
    private boolean cancelled;

    private Alarm(Stopwatch watch, Duration limit, ScheduledExecutorService alarms, Runnable action) {
        this.watch = watch;
        this.limit = limit;
        this.alarms = alarms;
        this.action = action;
    }

    static Alarm set(Stopwatch watch, Duration limit, ScheduledExecutorService alarms, Runnable action) {
        Alarm alarm = new Alarm(watch, limit, alarms, action);
        alarm.look();
        return alarm;
    }

    private void look() {
        Duration left = limit.minus(watch.running());
        synchronized (this) {
            if (cancelled) {
                return;
            }
            if (left.compareTo(Duration.ZERO) > 0) {
                // A moment at least: while the watch stands still, what is left does not grow less.
                pending = alarms.schedule(this::look, Math.max(20, left.toMillis() + 1), TimeUnit.MILLISECONDS);
                return;
            }
            cancelled = true;
        }
        action.run();
    }

    synchronized void cancel() {
        cancelled = true;
        if (pending != null) {
            pending.cancel(false);
        }
    }
}
