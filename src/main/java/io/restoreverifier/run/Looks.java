package io.restoreverifier.run;

import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.Durations;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Stage;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Asks many side by side, so that none that hangs holds up the others. */
final class Looks {
    private Looks() {}

    /**
     * Asks all, and returns an answer for each, in their order.
     *
     * @param asking may throw {@link CannotTell}
     * @param patience for each of them
     * @param unanswered makes an answer of the finding that tells why there is none
     */
    static <Q, A> List<A> at(
            List<Q> all, Function<Q, A> asking, Duration patience, BiFunction<Q, Finding, A> unanswered) {
        ExecutorService lookers = Executors.newCachedThreadPool(body -> {
            Thread thread = new Thread(body, "look");
            thread.setDaemon(true);
            return thread;
        });
        try {
            List<CompletableFuture<A>> answers = all.stream()
                    .map(one -> CompletableFuture.supplyAsync(() -> asking.apply(one), lookers)
                            .orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
                            .exceptionally(e -> unanswered.apply(one, finding(e, patience))))
                    .toList();
            return answers.stream().map(CompletableFuture::join).toList();
        } finally {
            lookers.shutdownNow();
        }
    }

    private static Finding finding(Throwable thrown, Duration patience) {
        Throwable cause =
                thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
        if (cause instanceof CannotTell known) {
            return known.toFinding(Stage.LOCATE);
        }
        if (cause instanceof TimeoutException) {
            return Finding.error(
                    FindingCode.SOURCE_UNREACHABLE,
                    Stage.LOCATE,
                    "",
                    "it did not answer within " + Durations.format(patience),
                    "does it hang, as a dead network mount does?");
        }
        return Story.internalError(Stage.LOCATE, cause);
    }
}
