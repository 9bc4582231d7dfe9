package io.restoreverifier.model;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A whole run.
 *
 * @param asOf the moment that ages are counted to: the real time unless the run or its catalog pins it
 * @param shard this machine's share of the catalog, such as {@code 2/8}; {@code 1/1} for all of it
 * @param sandbox {@code docker}, {@code local}, or {@code none} when nothing asked for one or none could be had
 * @param notDue what was left out, since it passed not long ago
 * @param environment further facts for the report: engine, Java, catalog; no secrets
 * @param ground where entries and their copies stand, and what is left when some of it is lost
 */
public record RunResult(
        String id,
        Instant started,
        Instant finished,
        Instant asOf,
        String shard,
        String sandbox,
        String version,
        Map<String, String> environment,
        List<Outcome> outcomes,
        List<NotDue> notDue,
        GroundMap ground) {

    public RunResult {
        outcomes = List.copyOf(outcomes);
        notDue = List.copyOf(notDue);
    }

    /** One whose catalog does not say where anything stands. */
    public RunResult(
            String id,
            Instant started,
            Instant finished,
            Instant asOf,
            String shard,
            String sandbox,
            String version,
            Map<String, String> environment,
            List<Outcome> outcomes,
            List<NotDue> notDue) {
        this(id, started, finished, asOf, shard, sandbox, version, environment, outcomes, notDue, GroundMap.NONE);
    }

    /** The same with what it stands on. */
    public RunResult on(GroundMap map) {
        return new RunResult(id, started, finished, asOf, shard, sandbox, version, environment, outcomes, notDue, map);
    }

    /** The same of the entries of one owner, who is told nothing of what the others stand on. */
    public RunResult ofOwner(String owner) {
        return new RunResult(
                id,
                started,
                finished,
                asOf,
                shard,
                sandbox,
                version,
                environment,
                outcomes.stream().filter(o -> o.labels().owner().equals(owner)).toList(),
                notDue.stream().filter(n -> n.labels().owner().equals(owner)).toList());
    }

    /** The same with one more fact for the report. */
    public RunResult with(String fact, String text) {
        Map<String, String> more = new LinkedHashMap<>(environment);
        more.put(fact, text);
        return new RunResult(id, started, finished, asOf, shard, sandbox, version, more, outcomes, notDue, ground);
    }

    /** Whether it is of the whole catalog and not of one machine's share. */
    public boolean isWhole() {
        return shard.equals("1/1");
    }

    public long count(Verdict verdict) {
        return outcomes.stream().filter(o -> o.verdict() == verdict).count();
    }

    /** PASSED only when each outcome passed, and there is one, or everything is left out for what it proved before. */
    public Verdict verdict() {
        Verdict ofNone = notDue.isEmpty() ? Verdict.COULD_NOT_VERIFY : Verdict.PASSED;
        return outcomes.stream().map(Outcome::verdict).reduce(Verdict::and).orElse(ofNone);
    }
}
