package io.restoreverifier.outlet;

import io.restoreverifier.model.PastOutcome;
import io.restoreverifier.model.RunResult;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What there is to tell at the end of a run.
 *
 * @param run masked already
 * @param past earlier outcomes by entry, the oldest first, without this run's; empty when there is no history
 * @param report the folder with {@code report.json}, {@code digest.txt} and {@code allure/}
 * @param patience for everything that an outlet does; short when somebody has pressed Ctrl-C
 */
public record Ending(RunResult run, Map<String, List<PastOutcome>> past, Path report, Duration patience) {
    public Ending {
        past = Map.copyOf(past);
    }
}
