package io.restoreverifier.run;

import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.sandbox.Capacity;
import io.restoreverifier.sandbox.Need;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Lets a verification take memory and disk only when there is room for it beside the others. Whoever waits gives its
 * seat in the schedule to another meanwhile, and its own time stands still. Those that wait are admitted in the order in
 * which they came, but a small one does not wait for a large one.
 *
 * <p>Nobody waits for nothing: when all others wait, too, or more is wanted than there ever is, a claim is granted, and
 * the sandbox tells what is missing.
 */
final class Admission {
    /** Seats of the schedule, which a verification leaves while it waits. */
    interface Seats {
        void leave();

        void takeAgain();

        Seats NONE = new Seats() {
            @Override
            public void leave() {}

            @Override
            public void takeAgain() {}
        };
    }

    private final Supplier<Capacity> capacity;
    private final Seats seats;
    private final Map<Stopwatch, Need> held = new IdentityHashMap<>();
    private final Map<Stopwatch, Need> waiting = new LinkedHashMap<>();

    /** @param capacity asked at each claim; what it says of memory counts from when there are sandboxes */
    Admission(Supplier<Capacity> capacity, Seats seats) {
        this.capacity = capacity;
        this.seats = seats;
    }

    static Admission ofAll() {
        return new Admission(() -> Capacity.UNLIMITED, Seats.NONE);
    }

    /**
     * Waits until there is room, and holds it until {@link #release}. Several claims of one verification add up.
     *
     * @throws CannotTell INTERRUPTED when the thread is interrupted meanwhile
     */
    void claim(Need need, Stopwatch verification) {
        Capacity all = capacity.get();
        synchronized (this) {
            if (fits(need, all) || isHopeless(need, all, verification)) {
                hold(need, verification);
                return;
            }
            waiting.put(verification, need);
            // Whoever waits already may now be the one for whom nobody works any more.
            notifyAll();
        }
        seats.leave();
        try {
            verification.stopWhile(() -> await(need, all, verification));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotTell(FindingCode.INTERRUPTED, "interrupted while waiting for memory or disk", "", e);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        } finally {
            seats.takeAgain();
        }
    }

    private synchronized boolean await(Need need, Capacity all, Stopwatch verification) throws InterruptedException {
        try {
            while (!isNext(need, all, verification)) {
                wait();
            }
            hold(need, verification);
            return true;
        } finally {
            waiting.remove(verification);
            notifyAll();
        }
    }

    private boolean isNext(Need need, Capacity all, Stopwatch verification) {
        boolean firstThatFits = waiting.entrySet().stream()
                .filter(w -> fits(w.getValue(), all))
                .findFirst()
                .filter(w -> w.getKey() == verification)
                .isPresent();
        boolean first = waiting.keySet().iterator().next() == verification;
        return firstThatFits || first && isHopeless(need, all, verification);
    }

    private boolean fits(Need need, Capacity all) {
        Need taken = held.values().stream().reduce(Need.NOTHING, Need::plus);
        return need.memory() <= all.memory() - taken.memory() && need.disk() <= all.disk() - taken.disk();
    }

    /** Whether waiting would change nothing: nobody is at work who could make room. */
    private boolean isHopeless(Need need, Capacity all, Stopwatch verification) {
        return need.memory() > all.memory()
                || need.disk() > all.disk()
                || held.keySet().stream().noneMatch(h -> h != verification && !waiting.containsKey(h));
    }

    private void hold(Need need, Stopwatch verification) {
        held.merge(verification, need, Need::plus);
    }

    /** Gives back all that a verification holds; harmless when it holds nothing. */
    synchronized void release(Stopwatch verification) {
        if (held.remove(verification) != null) {
            notifyAll();
        }
    }
}
