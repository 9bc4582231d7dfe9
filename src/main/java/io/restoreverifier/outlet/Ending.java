package io.restoreverifier.outlet;

import io.restoreverifier.model.NotDue;
import io.restoreverifier.model.PastOutcome;
import io.restoreverifier.model.RunResult;
import io.restoreverifier.model.Verdict;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What there is to tell at the end of a run.
 *
 * @param run masked already
 * @param past earlier outcomes by entry, the oldest first, without this run's; empty when there is no history
 * @param pastKnown whether the history could be read: without it nobody knows that something never was
 * @param report the folder with {@code report.json}, {@code digest.txt} and {@code allure/}
 * @param patience for everything that an outlet does; short when somebody has pressed Ctrl-C
 */
public record Ending(
        RunResult run, Map<String, List<PastOutcome>> past, boolean pastKnown, Path report, Duration patience) {
    public Ending {
        past = Map.copyOf(past);
    }

    /** With a history that could be read. */
    public Ending(RunResult run, Map<String, List<PastOutcome>> past, Path report, Duration patience) {
        this(run, past, true, report, patience);
    }

    /** The newest moment as of which an entry was PASSED, in this run or before; empty when it never was, as far as is known. */
    public Optional<Instant> proven(String entry) {
        Stream<Instant> now = run.outcomes().stream()
                .filter(outcome -> outcome.entry().equals(entry) && outcome.verdict() == Verdict.PASSED)
                .map(outcome -> run.asOf());
        Stream<Instant> notDue =
                run.notDue().stream().filter(left -> left.entry().equals(entry)).map(NotDue::passed);
        Stream<Instant> before = past.getOrDefault(entry, List.of()).stream()
                .filter(outcome -> outcome.verdict() == Verdict.PASSED)
                .map(PastOutcome::asOf);
        return Stream.of(now, notDue, before).flatMap(moments -> moments).max(Comparator.naturalOrder());
    }
}
