package io.restoreverifier.run;

import io.restoreverifier.history.History;
import io.restoreverifier.history.HistoryException;
import io.restoreverifier.model.RunResult;
import io.restoreverifier.model.Settings;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** The history of a run: read when it begins, written when it ends. What goes wrong with it is told at the end. */
final class Keeping {
    private static final Duration DEFAULT = Duration.ofDays(400);

    /** Five of each day of the week, to compare with. */
    private static final Duration BACK = Duration.ofDays(36);

    /** Runs hold it for a fraction of a second. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final RunOptions options;
    private final Duration keep;
    private final Past past;
    /** Empty when it could not be opened. */
    private final Optional<History> history;

    private Keeping(RunOptions options, Duration keep, Past past, Optional<History> history) {
        this.options = options;
        this.keep = keep;
        this.past = past;
        this.history = history;
    }

    /** Reads {@code history:} of {@code catalog.yml}: how long runs are kept. */
    static Duration read(Optional<Settings> common) {
        return common.flatMap(c -> c.section("history"))
                .flatMap(section -> section.duration("keep"))
                .orElse(DEFAULT);
    }

    /** One artifact that is verified without a catalog has no history. */
    static Keeping open(RunOptions options, Duration keep, Instant asOf) {
        if (options.artifact().isPresent()) {
            return new Keeping(options, keep, Past.NONE, Optional.empty());
        }
        try {
            History history = History.open(options.history(), PATIENCE);
            return new Keeping(options, keep, past(history, asOf), Optional.of(history));
        } catch (HistoryException e) {
            String trouble = String.valueOf(e.getMessage());
            System.err.println(trouble);
            return new Keeping(options, keep, new Past(Map.of(), Optional.of(trouble)), Optional.empty());
        }
    }

    private static Past past(History history, Instant asOf) {
        return new Past(history.past(asOf, BACK), PastCopies.read(history, asOf), Optional.empty());
    }

    /**
     * What earlier runs found, for whoever runs nothing; asking makes no history.
     *
     * @throws HistoryException when it cannot be read
     */
    static Past past(RunOptions options, Instant asOf) {
        return History.isAt(options.history()) ? past(History.open(options.history(), PATIENCE), asOf) : Past.NONE;
    }

    Past past() {
        return past;
    }

    /**
     * Keeps the run, also when the history could not be read before.
     *
     * @param masked without a secret
     * @return what went wrong with the history, then or now
     */
    Optional<String> end(RunResult masked) {
        if (options.artifact().isPresent()) {
            return Optional.empty();
        }
        try {
            history.orElseGet(() -> History.open(options.history(), PATIENCE)).keep(masked, keep);
            return past.trouble();
        } catch (HistoryException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }
}
