package io.restoreverifier.restore;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Something that goes on beside this thread, while it does something else. Whoever began it closes it, and only then ends
 * what it uses.
 */
final class Alongside<T> implements AutoCloseable {
    private final FutureTask<T> task;

    private Alongside(FutureTask<T> task) {
        this.task = task;
    }

    static <T> Alongside<T> begin(String name, Callable<T> work) {
        FutureTask<T> task = new FutureTask<>(work);
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
        return new Alongside<>(task);
    }

    /**
     * Waits for it.
     *
     * @throws RuntimeException whatever ended it
     * @throws InterruptedException when this thread is interrupted meanwhile
     */
    T result() throws InterruptedException {
        try {
            return task.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException ended) {
                throw ended;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    /** Ends it when nobody wants its result any more; nothing happens when it has ended. */
    @Override
    public void close() {
        task.cancel(true);
    }
}
