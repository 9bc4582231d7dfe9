package io.restoreverifier.check;

import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.RestoredDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** Puts one question to many objects of a database, over several connections at once: a restored server is idle otherwise. */
final class SideBySide {
    private static final int LEAST = 2;
    private static final int MOST = 8;

    private SideBySide() {}

    /** Asks about one object; empty when all is well with it. */
    @FunctionalInterface
    interface Question<T, R> {
        Optional<R> put(T object, Connection connection) throws SQLException;
    }

    /**
     * The answers that are not empty, in the order of the objects.
     *
     * @throws SQLException or CannotTell, the first there was; then the others are broken off
     */
    static <T, R> List<R> over(List<T> objects, RestoredDatabase database, Question<T, R> question)
            throws SQLException {
        Queue<Integer> open = new ConcurrentLinkedQueue<>();
        for (int i = 0; i < objects.size(); i++) {
            open.add(i);
        }
        List<Optional<R>> answers = new ArrayList<>(Collections.nCopies(objects.size(), Optional.empty()));
        Callable<Void> worker = () -> {
            try (Connection connection = database.connect()) {
                for (Integer next = open.poll(); next != null; next = open.poll()) {
                    Optional<R> answer = question.put(objects.get(next), connection);
                    synchronized (answers) {
                        answers.set(next, answer);
                    }
                }
                return null;
            } finally {
                open.clear();
            }
        };
        run(worker);
        synchronized (answers) {
            return answers.stream().flatMap(Optional::stream).toList();
        }
    }

    private static void run(Callable<Void> worker) throws SQLException {
        int connections = Math.min(MOST, Math.max(LEAST, Runtime.getRuntime().availableProcessors()));
        ExecutorService threads = Executors.newFixedThreadPool(connections, SideBySide::daemon);
        try {
            List<Future<Void>> workers = new ArrayList<>();
            for (int i = 0; i < connections; i++) {
                workers.add(threads.submit(worker));
            }
            for (Future<Void> one : workers) {
                one.get();
            }
        } catch (ExecutionException e) {
            throw sqlOrUnchecked(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotTell(FindingCode.INTERRUPTED, "interrupted while a check was put", "", e);
        } finally {
            threads.shutdownNow();
        }
    }

    private static SQLException sqlOrUnchecked(@Nullable Throwable cause) {
        if (cause instanceof SQLException sql) {
            return sql;
        }
        if (cause instanceof RuntimeException unchecked) {
            throw unchecked;
        }
        throw new IllegalStateException(cause);
    }

    private static Thread daemon(Runnable body) {
        Thread thread = new Thread(body, "check");
        thread.setDaemon(true);
        return thread;
    }
}
