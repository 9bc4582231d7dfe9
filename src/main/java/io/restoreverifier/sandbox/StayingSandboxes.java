package io.restoreverifier.sandbox;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The same sandboxes for one attempt, the last of which may stay for a look: that it is closed is put off until somebody
 * says which. Closed with those that it is made of. Safe for use by several threads.
 */
public final class StayingSandboxes implements SandboxesAround {
    private final Supplier<Sandboxes> sandboxes;
    private final Duration time;
    private @Nullable Sandbox last;

    /** @param time how long the last may stay */
    public StayingSandboxes(Supplier<Sandboxes> sandboxes, Duration time) {
        this.sandboxes = sandboxes;
        this.time = time;
    }

    @Override
    public Sandboxes inner() {
        return sandboxes.get();
    }

    /** Opens one, after the one before has been closed. */
    @Override
    public Sandbox open(SandboxRequest request) {
        end();
        Sandbox opened = inner().open(request.staying(time));
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
}
