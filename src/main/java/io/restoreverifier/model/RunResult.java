package io.restoreverifier.model;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A whole run.
 *
 * @param asOf the moment that ages are counted to: the real time unless the run or its catalog pins it
 * @param sandbox {@code docker}, {@code local}, or {@code none} when nothing asked for one or none could be had
 * @param environment further facts for the report: engine, Java, catalog; no secrets
 */
public record RunResult(
        String id,
        Instant started,
        Instant finished,
        Instant asOf,
        String sandbox,
        String version,
        Map<String, String> environment,
        List<Outcome> outcomes) {

    public RunResult {
        outcomes = List.copyOf(outcomes);
    }

    public long count(Verdict verdict) {
        return outcomes.stream().filter(o -> o.verdict() == verdict).count();
    }

    /** PASSED only when there is at least one outcome and each one passed. */
    public Verdict verdict() {
        return outcomes.stream().map(Outcome::verdict).reduce(Verdict::and).orElse(Verdict.COULD_NOT_VERIFY);
    }
}
