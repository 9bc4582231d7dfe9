package io.restoreverifier.run;

import io.restoreverifier.model.Finding;
import io.restoreverifier.model.Outcome;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/** All that a run verifies: begun together, each with one outcome. Safe for use by several threads. */
final class Verifications {
    private final Prepared prepared;
    private final Due due;
    private final Schedule schedule;
    private final Surroundings surroundings;
    private final Map<String, CompletableFuture<Outcome>> outcomes = new LinkedHashMap<>();

    Verifications(Prepared prepared, Due due, Schedule schedule, Surroundings surroundings) {
        this.prepared = prepared;
        this.due = due;
        this.schedule = schedule;
        this.surroundings = surroundings;
    }

    /** The entries that were chosen and are due, critical ones first, and last what exists beside them. */
    List<String> names() {
        return Stream.of(
                        due.plans().stream().map(Plan::name),
                        prepared.applications().stream().map(ApplicationPlan::name),
                        prepared.storage().stream().map(StorageEntry::name),
                        prepared.coverage().stream().map(c -> CoverageEntry.NAME))
                .flatMap(names -> names)
                .toList();
    }

    /**
     * Begins every one; a second call does nothing.
     *
     * @param before is run first of all
     */
    synchronized void begin(Runnable before) {
        if (!outcomes.isEmpty()) {
            return;
        }
        before.run();
        outcomes.putAll(schedule.begin(due.plans(), surroundings));
        List<ApplicationEntry> applications = prepared.applications().stream()
                .map(plan -> new ApplicationEntry(plan, PartEntries.of(plan, outcomes)))
                .toList();
        outcomes.putAll(schedule.begin(applications, surroundings));
        outcomes.putAll(schedule.begin(prepared.storage(), surroundings));
        List<CompletableFuture<Outcome>> others = List.copyOf(outcomes.values());
        prepared.coverage()
                .map(c -> c.begin(others, due.notDue(), surroundings, schedule.alarms()))
                .ifPresent(coverage -> outcomes.put(CoverageEntry.NAME, coverage));
    }

    /** Waits for the outcome of an entry that was begun. */
    Outcome await(String entry) throws InterruptedException {
        Future<Outcome> outcome;
        synchronized (this) {
            outcome = outcomes.get(entry);
        }
        if (outcome == null) {
            throw new IllegalArgumentException(entry + " was not begun");
        }
        try {
            return outcome.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a verification must end with an outcome", e);
        }
    }

    /** The outcomes of all; of those that have not ended, that this is why nothing is known. */
    synchronized List<Outcome> decided(Finding unfinished, Instant started) {
        outcomes.forEach((entry, outcome) -> {
            if (!outcome.isDone()) {
                outcome.complete(prepared.without(entry, unfinished, started));
            }
        });
        return outcomes.values().stream().map(CompletableFuture::join).toList();
    }
}
