package io.restoreverifier.cli;

import io.restoreverifier.history.History;
import io.restoreverifier.history.Runs;
import io.restoreverifier.model.CheckResult;
import io.restoreverifier.model.Criticality;
import io.restoreverifier.model.EntryLabels;
import io.restoreverifier.model.Objective;
import io.restoreverifier.model.Outcome;
import io.restoreverifier.model.Status;
import io.restoreverifier.model.Verdict;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A run that the history keeps: how long each entry took, and what came of its copies. */
final class LastNight {
    private final Instant asOf;
    private final List<Outcome> outcomes = new ArrayList<>();

    private LastNight(Instant asOf) {
        this.asOf = asOf;
    }

    static LastNight of(Instant asOf) {
        return new LastNight(asOf);
    }

    /** Of which nobody measured how long it took. */
    LastNight restored(String entry, Map<String, Status> copies) {
        outcomes.add(outcome(entry, "files", Optional.empty(), Verdict.PASSED, checks(copies)));
        return this;
    }

    LastNight restored(String entry, Duration rto, Map<String, Status> copies) {
        outcomes.add(outcome(entry, "files", Optional.of(rto), Verdict.PASSED, checks(copies)));
        return this;
    }

    private static List<CheckResult> checks(Map<String, Status> copies) {
        return copies.entrySet().stream()
                .map(copy -> new CheckResult(
                        "copy-restored",
                        copy.getKey(),
                        copy.getValue(),
                        "comes back",
                        "",
                        List.of(),
                        Duration.ZERO,
                        false))
                .toList();
    }

    LastNight started(String application, Duration rto, Verdict verdict) {
        outcomes.add(outcome(application, Outcome.OF_AN_APPLICATION, Optional.of(rto), verdict, List.of()));
        return this;
    }

    void keep(Path history) {
        History.open(history.toString(), Duration.ofSeconds(5))
                .keep(Runs.run("as of " + asOf, asOf, outcomes), Duration.ofDays(400));
    }

    private Outcome outcome(
            String entry, String kind, Optional<Duration> rto, Verdict verdict, List<CheckResult> checks) {
        return new Outcome(
                entry,
                kind,
                new EntryLabels("", "", List.of(), Criticality.NORMAL),
                verdict,
                Optional.empty(),
                "",
                Objective.none(),
                new Objective(Optional.empty(), rto),
                asOf,
                asOf.plusSeconds(60),
                List.of(),
                checks,
                List.of(),
                List.of(),
                List.of());
    }
}
