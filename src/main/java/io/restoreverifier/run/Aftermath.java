package io.restoreverifier.run;

import io.restoreverifier.model.RunResult;
import io.restoreverifier.outlet.Ending;
import io.restoreverifier.report.ConsoleProgress;
import io.restoreverifier.report.Report;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What follows on the last outcome of a run: it is kept, written, shown and told. Whatever of that fails keeps nothing else
 * from being done, and is told too.
 */
final class Aftermath {
    private final Keeping history;
    private final Due due;
    private final Outlets outlets;
    private final ConsoleProgress progress;

    Aftermath(Keeping history, Due due, Outlets outlets, ConsoleProgress progress) {
        this.history = history;
        this.due = due;
        this.outlets = outlets;
        this.progress = progress;
    }

    /**
     * @param undisposed what could not be disposed of
     * @param patience for all that hear of the run
     * @throws RuntimeException the worst of what failed, when all has been tried
     */
    void of(RunResult ended, List<String> undisposed, Report writing, Duration patience) {
        Optional<String> unkept = history.end(writing.masking().masked(ended));
        RunResult result = unkept.map(trouble -> ended.with("history", trouble)).orElse(ended);
        Optional<RuntimeException> unwritten = attempt(() -> {
            writing.write(result);
            due.keep(result.outcomes());
        });
        progress.summary(result, writing.folder());
        List<String> failures = new ArrayList<>(undisposed);
        unwritten.ifPresent(e -> failures.add(String.valueOf(e.getMessage())));
        unkept.ifPresent(failures::add);
        List<String> untold = tell(writing, result, failures, patience);
        if (!undisposed.isEmpty()) {
            throw new IllegalStateException("not everything was disposed of: " + String.join("; ", undisposed));
        }
        if (unwritten.isPresent()) {
            throw unwritten.get();
        }
        if (!untold.isEmpty()) {
            throw new IllegalStateException("not everybody was told: " + String.join("; ", untold));
        }
        unkept.ifPresent(trouble -> {
            throw new IllegalStateException(trouble);
        });
    }

    /** The report is what remains of a night on which nobody could be told; so it says that, too. */
    private List<String> tell(Report writing, RunResult result, List<String> failures, Duration patience) {
        RunResult all = failures.isEmpty() ? result : result.with("failed", String.join("; ", failures));
        List<String> untold = outlets.tell(new Ending(
                writing.masking().masked(all),
                history.past().all(),
                history.past().trouble().isEmpty(),
                writing.folder().path(),
                patience));
        if (!untold.isEmpty()) {
            // When it could not be written before, that has been told already.
            attempt(() -> writing.write(all.with("not told", String.join("; ", untold))));
        }
        return untold;
    }

    private static Optional<RuntimeException> attempt(Runnable writing) {
        try {
            writing.run();
            return Optional.empty();
        } catch (RuntimeException e) {
            return Optional.of(e);
        }
    }
}
