package io.restoreverifier.history;

import io.restoreverifier.model.Artifact;
import io.restoreverifier.model.CheckResult;
import io.restoreverifier.model.Criticality;
import io.restoreverifier.model.EntryLabels;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Objective;
import io.restoreverifier.model.Outcome;
import io.restoreverifier.model.RunResult;
import io.restoreverifier.model.Stage;
import io.restoreverifier.model.StageResult;
import io.restoreverifier.model.Status;
import io.restoreverifier.model.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs as they come out of a night. */
public final class Runs {
    public static final Instant NOW = Instant.parse("2026-11-21T06:00:00Z");

    private Runs() {}

    /** A run of some outcomes at a moment. */
    public static RunResult run(String id, Instant at, List<Outcome> outcomes) {
        return new RunResult(id, at, at.plusSeconds(60), at, "1/1", "docker", "test", Map.of(), outcomes, List.of());
    }

    /** A database that passed, or not, with 1,000 bytes and two tables. */
    public static Outcome outcome(String entry, Instant at, Verdict verdict) {
        List<Finding> findings = verdict == Verdict.PASSED
                ? List.of()
                : List.of(Finding.error(
                        verdict == Verdict.FAILED ? FindingCode.TABLE_MISSING : FindingCode.TOOL_FAILED,
                        Stage.CHECK,
                        "public.customers",
                        "not there",
                        ""));
        return new Outcome(
                entry,
                "database",
                new EntryLabels("", "", List.of(), Criticality.NORMAL),
                verdict,
                Optional.of(new Artifact(entry + ".dump", "/x", 1000, at.minusSeconds(3600), Artifact.TimeFrom.NAME)),
                "ab".repeat(32),
                new Objective(Optional.of(Duration.ofHours(26)), Optional.of(Duration.ofHours(2))),
                new Objective(Optional.empty(), Optional.of(Duration.ofSeconds(12))),
                at,
                at.plusSeconds(30),
                List.of(new StageResult(Stage.FETCH, Status.PASSED, at, Duration.ofSeconds(1))),
                List.of(CheckResult.passed("rows", "public.customers", "", "")),
                findings,
                List.of(),
                List.of(),
                Map.of("public.customers", 1200L, "public.invoices", 5000L));
    }
}
