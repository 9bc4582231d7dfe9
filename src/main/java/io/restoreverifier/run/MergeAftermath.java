package io.restoreverifier.run;

import io.restoreverifier.model.PastOutcome;
import io.restoreverifier.model.RunResult;
import io.restoreverifier.outlet.Ending;
import io.restoreverifier.report.Merge.Merged;
import io.restoreverifier.report.Report;
import io.restoreverifier.report.ReportException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What follows on a merge: it is kept, written and told, and whatever of that fails keeps nothing else from being done. */
final class MergeAftermath {
    private static final Duration TELLING = Duration.ofMinutes(5);

    private final Merged merged;
    private final Report report;

    MergeAftermath(Merged merged, Report report) {
        this.merged = merged;
        this.report = report;
    }

    /** Writes the report; says what went wrong. */
    List<String> write() {
        return attempt(merged.run()).map(List::of).orElse(List.of());
    }

    /** Keeps the run, writes the report and tells everybody; says what went wrong. */
    List<String> writeAndTell(RunOptions options, Prepared catalog) {
        Keeping history = Keeping.open(options, catalog.keepRuns(), merged.run().asOf());
        Optional<String> unkept = keep(history);
        RunResult run =
                unkept.map(trouble -> merged.run().with("history", trouble)).orElse(merged.run());
        Optional<String> unwritten = attempt(run);
        List<String> troubles = new ArrayList<>();
        unwritten.ifPresent(troubles::add);
        unkept.ifPresent(troubles::add);
        RunResult all = troubles.isEmpty() ? run : run.with("failed", String.join("; ", troubles));
        List<String> untold = new Outlets(catalog.outlets(), report.masking())
                .tell(new Ending(
                        report.masking().masked(all),
                        before(history.past()),
                        history.past().trouble().isEmpty(),
                        report.folder().path(),
                        TELLING));
        if (!untold.isEmpty()) {
            troubles.add("not everybody was told: " + String.join("; ", untold));
            if (unwritten.isEmpty()) {
                attempt(all.with("not told", String.join("; ", untold))).ifPresent(troubles::add);
            }
        }
        return List.copyOf(troubles);
    }

    /** Where the shards have kept what they found in the same history, the merge would double it. */
    private Optional<String> keep(Keeping history) {
        boolean kept = history.past().all().values().stream()
                .flatMap(List::stream)
                .anyMatch(past -> merged.parts().contains(past.run()));
        return kept ? history.past().trouble() : history.end(report.masking().masked(merged.run()));
    }

    private Map<String, List<PastOutcome>> before(Past past) {
        Map<String, List<PastOutcome>> before = new HashMap<>();
        past.all()
                .forEach((entry, outcomes) -> before.put(
                        entry,
                        outcomes.stream()
                                .filter(outcome -> !merged.parts().contains(outcome.run()))
                                .toList()));
        return before;
    }

    private Optional<String> attempt(RunResult run) {
        try {
            merged.write(run, report);
            return Optional.empty();
        } catch (ReportException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }
}
