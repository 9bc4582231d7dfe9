package io.restoreverifier.run;

import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.Criticality;
import io.restoreverifier.model.EntryLabels;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Outcome;
import io.restoreverifier.model.Stage;
import io.restoreverifier.model.Suggestions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;

/** The tests written in Java that a run has restored backups for, each with its outcome once it has ended. For any threads. */
final class JavaTests {
    private final Prepared prepared;
    private final Surroundings surroundings;
    private final ScheduledExecutorService alarms;
    private final Consumer<Outcome> told;
    private final Map<String, Plan> running = new LinkedHashMap<>();
    private final List<Outcome> ended = new ArrayList<>();

    /** @param told hears of each outcome when its test ends */
    JavaTests(Prepared prepared, Surroundings surroundings, ScheduledExecutorService alarms, Consumer<Outcome> told) {
        this.prepared = prepared;
        this.surroundings = surroundings;
        this.alarms = alarms;
        this.told = told;
    }

    /** @throws CannotTell when the catalog has no such backup; the test has failed with it */
    JavaTest restore(String backup, String test) {
        Optional<Plan> plan = prepared.plan(backup);
        if (plan.isEmpty()) {
            CannotTell unknown = new CannotTell(
                    FindingCode.NOT_SUPPORTED,
                    test + ": the catalog has no backup " + backup,
                    Suggestions.hint(backup, prepared.names()));
            EntryLabels labels = new EntryLabels("", "", List.of(), Criticality.NORMAL);
            end(Outcomes.without(test, "test", labels, unknown.toFinding(Stage.LOCATE), Instant.now()));
            throw unknown;
        }
        synchronized (this) {
            running.put(test, plan.get());
        }
        return new JavaTest(test, plan.get(), surroundings, alarms, this::end);
    }

    private synchronized void end(Outcome outcome) {
        running.remove(outcome.entry());
        ended.add(outcome);
        told.accept(outcome);
    }

    /** The outcomes of all; of those that still run, that this is why nothing is known. */
    synchronized List<Outcome> decided(Finding unfinished, Instant started) {
        List<Outcome> all = new ArrayList<>(ended);
        running.forEach((test, plan) ->
                all.add(Outcomes.without(test, "test", plan.backup().labels(), unfinished, started)));
        return all;
    }
}
