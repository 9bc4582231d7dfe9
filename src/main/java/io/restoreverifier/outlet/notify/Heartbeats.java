package io.restoreverifier.outlet.notify;

import io.restoreverifier.model.NotDue;
import io.restoreverifier.model.Outcome;
import io.restoreverifier.model.RunResult;
import io.restoreverifier.model.Settings;
import io.restoreverifier.model.Verdict;
import io.restoreverifier.outlet.Ending;
import io.restoreverifier.outlet.Outlet;
import io.restoreverifier.outlet.OutletException;
import io.restoreverifier.outlet.Retries;
import io.restoreverifier.outlet.Telling;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * {@code heartbeat:}: the dead man's switch, of the run and of each backup. Calls are made beside the verifications, in
 * order for each backup; the end of the run waits for them. Must be the last of the outlets: a run of which somebody
 * could not be told is no success.
 */
public final class Heartbeats implements Outlet {
    private static final String RUN = "run";

    private final Optional<Monitor> ofRun;
    private final Optional<Monitor> ofEach;
    private final Map<String, Monitor> ofEntries;
    private final Calls calls;
    private final Set<String> ended = ConcurrentHashMap.newKeySet();

    private Heartbeats(Optional<Monitor> ofRun, Optional<Monitor> ofEach, Map<String, Monitor> ofEntries, Calls calls) {
        this.ofRun = ofRun;
        this.ofEach = ofEach;
        this.ofEntries = Map.copyOf(ofEntries);
        this.calls = calls;
    }

    /**
     * Reads {@code heartbeat:} of {@code catalog.yml} and of each entry.
     *
     * @param telling one of what was picked by hand must not make the monitor of the run believe that the night was
     * @return nobody when no monitor is named
     */
    public static List<Outlet> read(Optional<Settings> common, Map<String, Settings> entries, Telling telling) {
        return read(common, entries, telling, Retries.USUAL);
    }

    static List<Outlet> read(
            Optional<Settings> common, Map<String, Settings> entries, Telling telling, Retries retries) {
        Optional<Settings> section = common.flatMap(c -> c.section("heartbeat"));
        Optional<Monitor> run = section.filter(s -> s.has(RUN)).map(s -> Monitor.read(s, RUN, s));
        Optional<Monitor> each = section.filter(s -> s.has("each")).map(s -> Monitor.read(s, "each", s));
        each.filter(monitor -> !monitor.template().contains("{backup}"))
                .ifPresent(monitor -> section.orElseThrow()
                        .problem("each", "all backups would share one monitor", "write {backup} into the URL"));
        Map<String, Monitor> own = new LinkedHashMap<>();
        entries.forEach((entry, settings) -> {
            if (settings.has("heartbeat")) {
                own.put(entry, Monitor.read(settings, "heartbeat", section.orElse(settings)));
            }
        });
        Duration timeout = section.flatMap(s -> s.duration("timeout")).orElse(Duration.ofSeconds(10));
        boolean nobody = run.isEmpty() && each.isEmpty() && own.isEmpty();
        section.filter(s -> nobody)
                .ifPresent(s -> s.problem(
                        "names no monitor, so that nobody would notice when no run comes",
                        "add `run: URL` or `each: URL`, or take it out"));
        return nobody
                ? List.of()
                : List.of(new Heartbeats(
                        run.filter(r -> telling.isOfWhole()),
                        each.filter(e -> telling.isOfBackups()),
                        telling.isOfBackups() ? own : Map.of(),
                        new Calls(timeout, retries)));
    }

    @Override
    public String name() {
        return "heartbeat";
    }

    @Override
    public void runBegins(String run, Instant now) {
        ofRun.ifPresent(monitor ->
                calls.call(monitor, new Monitor.Beat(Monitor.Event.START, RUN, 0, "run " + run + " begins")));
    }

    @Override
    public void begins(String entry, Instant now) {
        monitor(entry)
                .ifPresent(monitor ->
                        calls.call(monitor, new Monitor.Beat(Monitor.Event.START, entry, 0, entry + " begins")));
    }

    @Override
    public void ends(Outcome outcome) {
        String entry = outcome.entry();
        if (ended.add(entry)) {
            monitor(entry).ifPresent(monitor -> calls.call(monitor, end(entry, outcome)));
        }
    }

    @Override
    public void tell(Ending ending) {
        RunResult run = ending.run();
        // What was ended by the end of the run, or never began, has an outcome that nobody was told of yet.
        run.outcomes().forEach(this::ends);
        run.notDue().forEach(this::alive);
        long end = System.nanoTime() + ending.patience().toNanos();
        // One that is down at the start of the run is likely to be so at its end, which is told once.
        Set<String> untold = new LinkedHashSet<>(calls.finish(ending.patience()));
        // The last call is the one that matters most; it gets its second in any case.
        Duration left = Duration.ofNanos(Math.max(1_000_000_000L, end - System.nanoTime()));
        ofRun.ifPresent(monitor -> untold.addAll(calls.last(monitor, end(run, !untold.isEmpty()), left)));
        calls.stop();
        if (!untold.isEmpty()) {
            throw new OutletException(String.join("; ", untold));
        }
    }

    /** Its last proof is as young as it has to be, and its newest artifact was looked at. */
    private void alive(NotDue left) {
        monitor(left.entry())
                .ifPresent(monitor ->
                        calls.call(monitor, new Monitor.Beat(Monitor.Event.SUCCESS, left.entry(), 0, left.line())));
    }

    private static Monitor.Beat end(String entry, Outcome outcome) {
        long seconds = Duration.between(outcome.started(), outcome.finished()).toSeconds();
        return new Monitor.Beat(
                event(outcome.verdict() == Verdict.PASSED),
                entry,
                Math.max(0, seconds),
                entry + ": " + outcome.verdict() + " after " + seconds + " s");
    }

    private static Monitor.Beat end(RunResult run, boolean untold) {
        long seconds = Duration.between(run.started(), run.finished()).toSeconds();
        boolean good = !untold && !When.TROUBLE.holds(run);
        String words = "run " + run.id() + ": " + run.verdict() + " after " + seconds + " s";
        return new Monitor.Beat(event(good), RUN, Math.max(0, seconds), words);
    }

    private static Monitor.Event event(boolean good) {
        return good ? Monitor.Event.SUCCESS : Monitor.Event.FAIL;
    }

    private Optional<Monitor> monitor(String entry) {
        return Optional.ofNullable(ofEntries.get(entry)).or(() -> ofEach);
    }
}
