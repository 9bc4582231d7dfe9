package io.restoreverifier.sandbox;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The same sandboxes for one attempt, the last of which may stay for a look: that it is closed is put off until somebody
 * says which. Closed with those that it is made of. Safe for use by several threads.
 */
public final class StayingSandboxes implements Sandboxes {
    private final Supplier<Sandboxes> sandboxes;
    private final Duration time;
    private @Nullable Sandbox last;

    /** @param time how long the last may stay */
    public StayingSandboxes(Supplier<Sandboxes> sandboxes, Duration time) {
        this.sandboxes = sandboxes;
        this.time = time;
    }

    @Override
    public String kind() {
        return sandboxes.get().kind();
    }

    @Override
    public String description() {
        return sandboxes.get().description();
    }

    @Override
    public Capacity capacity() {
        return sandboxes.get().capacity();
    }

    @Override
    public Need need(long space, SandboxLimits limits) {
        return sandboxes.get().need(space, limits);
    }

    @Override
    public void prepare(Equipment equipment) {
        sandboxes.get().prepare(equipment);
    }

    /** Opens one, after the one before has been closed. */
    @Override
    public Sandbox open(SandboxRequest request) {
        end();
        Sandbox opened = sandboxes.get().open(request.staying(time));
        synchronized (this) {
            last = opened;
        }
        return new SandboxInUse(opened);
    }

    /** Closes the last one. May be called twice. */
    public void end() {
        Optional<Sandbox> open = taken();
        open.ifPresent(Sandbox::close);
    }

    /**
     * Leaves the last one to whoever wants to look at it.
     *
     * @return where it is; empty when none is open, or its kind ends with its run and it was closed
     */
    public Optional<Left> leave() {
        Optional<Sandbox> open = taken();
        Optional<Left> left = open.flatMap(Sandbox::leave);
        if (left.isEmpty()) {
            open.ifPresent(Sandbox::close);
        }
        return left;
    }

    private synchronized Optional<Sandbox> taken() {
        Optional<Sandbox> open = Optional.ofNullable(last);
        last = null;
        return open;
    }

    @Override
    public void close() {
        sandboxes.get().close();
    }
}
