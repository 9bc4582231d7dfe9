package io.restoreverifier.outlet;

import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/** A program of the user's that was begun for an outlet. */
public final class UsersProgram {
    private UsersProgram() {}

    /**
     * Waits for its end. Nothing of it goes on afterwards, nor of what it has begun.
     *
     * @return its exit status; empty when it did not end within the limit
     * @throws InterruptedException when this thread is interrupted meanwhile
     */
    public static OptionalInt status(Process program, Duration limit) throws InterruptedException {
        try {
            return program.waitFor(limit.toNanos(), TimeUnit.NANOSECONDS)
                    ? OptionalInt.of(program.exitValue())
                    : OptionalInt.empty();
        } finally {
            program.descendants().forEach(ProcessHandle::destroyForcibly);
            program.destroyForcibly();
        }
    }
}
