package io.restoreverifier.run;

import io.restoreverifier.history.History;
import io.restoreverifier.model.PastOutcome;
import java.time.Duration;
import java.util.List;

/** Earlier runs, for whoever asks for them without a run of their own. */
public final class PastRuns {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final String where;

    /** @param options say where the history is */
    public PastRuns(RunOptions options) {
        this.where = options.history();
    }

    /** Whether any run was kept there; asking makes nothing. */
    public boolean exist() {
        return History.isAt(where);
    }

    /**
     * All outcomes of one entry, the oldest first; empty when there is none.
     *
     * @throws RuntimeException with a message for users, when the history cannot be read
     */
    public List<PastOutcome> of(String entry) {
        return History.open(where, PATIENCE).of(entry);
    }

    /**
     * The last outcome of each entry, by name.
     *
     * @throws RuntimeException with a message for users, when the history cannot be read
     */
    public List<PastOutcome> last() {
        return History.open(where, PATIENCE).last();
    }
}
