package io.restoreverifier.run;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Gives up what a run holds, one thing after another, each whatever became of those before. Each has so much time and no
 * more: an engine that does not answer must not keep a machine from ending.
 */
final class Disposal {
    private final Duration patience;
    private final List<String> troubles = new ArrayList<>();

    /** @param patience for each of them */
    Disposal(Duration patience) {
        this.patience = patience;
    }

    Disposal of(String what, Runnable giveUp) {
        List<String> failed = new ArrayList<>();
        Thread thread = new Thread(() -> run(giveUp, failed), "disposal of " + what);
        thread.setDaemon(true);
        thread.start();
        if (!ended(thread)) {
            troubles.add(what + ": not done within " + patience.toSeconds() + " s");
        } else {
            failed.forEach(trouble -> troubles.add(what + ": " + trouble));
        }
        return this;
    }

    /** What could not be given up, in words. */
    List<String> troubles() {
        return List.copyOf(troubles);
    }

    private static void run(Runnable giveUp, List<String> failed) {
        try {
            giveUp.run();
        } catch (RuntimeException e) {
            failed.add(String.valueOf(e.getMessage()));
        }
    }

    /** Disposal is what an interruption calls for, and so goes on. */
    private boolean ended(Thread thread) {
        boolean interrupted = false;
        long end = System.nanoTime() + patience.toNanos();
        try {
            while (thread.isAlive() && System.nanoTime() < end) {
                try {
                    thread.join(Math.max(1, (end - System.nanoTime()) / 1_000_000));
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        return !thread.isAlive();
    }
}
