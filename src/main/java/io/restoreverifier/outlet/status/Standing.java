package io.restoreverifier.outlet.status;

import io.restoreverifier.model.EntryFindings;
import io.restoreverifier.model.EntryLabels;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.NotDue;
import io.restoreverifier.model.Objective;
import io.restoreverifier.model.Outcome;
import io.restoreverifier.model.PastOutcome;
import io.restoreverifier.outlet.Ending;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How one backup stands at the end of a run.
 *
 * @param trouble what decided, for ourselves; empty when nothing did
 * @param note why the state is not of this run; empty when it is
 * @param proven as of when it last PASSED
 */
record Standing(
        String entry,
        State state,
        String description,
        String owner,
        String trouble,
        String note,
        Optional<Instant> proven,
        Objective rpo,
        Objective rto,
        Sparkline days) {
    private static final Duration REMEMBERED = Duration.ofDays(Sparkline.DAYS);

    /** Of every backup that the run or the last 30 days know, the troubled ones first. */
    static List<Standing> all(Ending ending) {
        List<Standing> all = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (Outcome outcome : ending.run().outcomes()) {
            seen.add(outcome.entry());
            all.add(of(ending, outcome));
        }
        for (NotDue left : ending.run().notDue()) {
            seen.add(left.entry());
            all.add(of(ending, left));
        }
        Instant oldest = ending.run().asOf().minus(REMEMBERED);
        for (Map.Entry<String, List<PastOutcome>> past : ending.past().entrySet()) {
            last(past.getValue())
                    .filter(last -> !seen.contains(past.getKey()) && last.asOf().isAfter(oldest))
                    .ifPresent(last -> all.add(of(ending, last)));
        }
        all.sort(Comparator.comparing(Standing::state).thenComparing(Standing::entry));
        return List.copyOf(all);
    }

    private static Standing of(Ending ending, Outcome outcome) {
        return new Standing(
                outcome.entry(),
                State.of(outcome.verdict()),
                outcome.labels().description(),
                outcome.labels().owner(),
                EntryFindings.of(outcome).decisive(outcome).map(Standing::line).orElse(""),
                "",
                ending.proven(outcome.entry()),
                outcome.rpo(),
                outcome.rto(),
                Sparkline.of(ending, outcome.entry()));
    }

    private static String line(Finding finding) {
        return finding.code() + ": " + finding.message();
    }

    private static Standing of(Ending ending, NotDue left) {
        EntryLabels labels = left.labels();
        Optional<PastOutcome> last = last(ending.past().getOrDefault(left.entry(), List.of()));
        return new Standing(
                left.entry(),
                State.NOT_DUE,
                labels.description(),
                labels.owner(),
                "",
                "due again from " + Words.moment(left.due()),
                ending.proven(left.entry()),
                new Objective(Optional.empty(), last.flatMap(PastOutcome::rpo)),
                new Objective(Optional.empty(), last.flatMap(PastOutcome::rto)),
                Sparkline.of(ending, left.entry()));
    }

    private static Standing of(Ending ending, PastOutcome last) {
        return new Standing(
                last.entry(),
                State.of(last.verdict()),
                "",
                "",
                "",
                "not in the last run; state as of " + Words.moment(last.asOf()),
                ending.proven(last.entry()),
                new Objective(Optional.empty(), last.rpo()),
                new Objective(Optional.empty(), last.rto()),
                Sparkline.of(ending, last.entry()));
    }

    /** Whether the last run did not know it, so that its state is an old one. */
    boolean isAbsent() {
        return state != State.NOT_DUE && !note.isEmpty();
    }

    private static Optional<PastOutcome> last(List<PastOutcome> past) {
        return past.isEmpty() ? Optional.empty() : Optional.of(past.get(past.size() - 1));
    }
}
