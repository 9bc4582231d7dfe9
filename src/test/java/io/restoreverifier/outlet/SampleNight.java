package io.restoreverifier.outlet;

import io.restoreverifier.model.Artifact;
import io.restoreverifier.model.Criticality;
import io.restoreverifier.model.EntryLabels;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.GroundMap;
import io.restoreverifier.model.NotDue;
import io.restoreverifier.model.Objective;
import io.restoreverifier.model.Outcome;
import io.restoreverifier.model.PastOutcome;
import io.restoreverifier.model.RunResult;
import io.restoreverifier.model.Stage;
import io.restoreverifier.model.StageResult;
import io.restoreverifier.model.Status;
import io.restoreverifier.model.Verdict;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** A night with a month behind it: one backup is good, one is bad, at one nobody could look, and one is not due. */
public final class SampleNight {
    public static final Instant AS_OF = Instant.parse("2026-11-22T03:00:00Z");
    private static final int DAYS = 29;

    private SampleNight() {}

    public static Ending ending(Path report) {
        return ending(report, AS_OF, List.of(customers("operations"), billing(), code()), past());
    }

    public static Ending ending(
            Path report, Instant asOf, List<Outcome> outcomes, Map<String, List<PastOutcome>> past) {
        RunResult run = new RunResult(
                "20261122T030000Z-7f3a",
                asOf,
                asOf.plusSeconds(61),
                asOf,
                "1/1",
                "docker",
                "0.1.0",
                Map.of(),
                outcomes,
                List.of(website()));
        return new Ending(run, past, report, Duration.ofSeconds(20));
    }

    /** The same with a map of where its entries stand. */
    public static Ending on(GroundMap map, Ending ending) {
        return new Ending(ending.run().on(map), ending.past(), ending.pastKnown(), ending.report(), ending.patience());
    }

    public static Outcome customers(String owner) {
        return outcome(
                "customer-database",
                new EntryLabels("Billing and customer records", owner, List.of("nightly"), Criticality.CRITICAL),
                Verdict.PASSED,
                objective(Duration.ofHours(26), Duration.ofMinutes(242)),
                objective(Duration.ofMinutes(30), Duration.ofMillis(6123)),
                List.of());
    }

    public static Outcome billing() {
        return outcome(
                "billing-archive",
                new EntryLabels("Invoices of former years", "accounting", List.of(), Criticality.NORMAL),
                Verdict.FAILED,
                objective(Duration.ofHours(26), Duration.ofHours(93 * 24 + 4)),
                objective(Duration.ofMinutes(30), Duration.ofMillis(4210)),
                List.of(Finding.error(
                        FindingCode.RPO_EXCEEDED,
                        Stage.CHECK,
                        "",
                        "the newest data is 93d 4h old, expected at most 1d 2h",
                        "look whether the backup job still reads from the present server")));
    }

    public static Outcome code() {
        return outcome(
                "clientarea-code",
                new EntryLabels("", "", List.of(), Criticality.BLOCKER),
                Verdict.COULD_NOT_VERIFY,
                new Objective(Optional.empty(), Optional.of(Duration.ofHours(4))),
                new Objective(Optional.of(Duration.ofMinutes(10)), Optional.empty()),
                List.of(Finding.error(
                        FindingCode.IMAGE_UNAVAILABLE,
                        Stage.RESTORE,
                        "eclipse-temurin:17-jdk",
                        "image eclipse-temurin:17-jdk is not on this engine and cannot be pulled",
                        "pull it")));
    }

    private static NotDue website() {
        Instant passed = AS_OF.minus(Duration.ofDays(3));
        return new NotDue(
                "website-files",
                new EntryLabels("Files of the public website", "web team", List.of(), Criticality.MINOR),
                Duration.ofDays(7),
                passed,
                "website-20261118.tar.gz",
                passed.plus(Duration.ofDays(7)));
    }

    /** The billing archive fails since two weeks; nobody could ever look at the code. */
    public static Map<String, List<PastOutcome>> past() {
        List<PastOutcome> customers = new ArrayList<>();
        List<PastOutcome> billing = new ArrayList<>();
        List<PastOutcome> code = new ArrayList<>();
        for (int day = DAYS; day > 0; day--) {
            customers.add(past("customer-database", day, day == 19 ? Verdict.COULD_NOT_VERIFY : Verdict.PASSED));
            billing.add(past("billing-archive", day, day > 14 ? Verdict.PASSED : Verdict.FAILED));
            if (day < 6) {
                code.add(past("clientarea-code", day, Verdict.COULD_NOT_VERIFY));
            }
        }
        return Map.of(
                "customer-database", customers,
                "billing-archive", billing,
                "clientarea-code", code,
                "website-files",
                        List.of(past("website-files", 10, Verdict.PASSED), past("website-files", 3, Verdict.PASSED)));
    }

    public static PastOutcome past(String entry, int daysAgo, Verdict verdict) {
        return new PastOutcome(
                entry,
                "run-" + daysAgo,
                AS_OF.minus(Duration.ofDays(daysAgo)),
                verdict,
                Optional.of(entry + "-" + daysAgo),
                Optional.of(AS_OF.minus(Duration.ofDays(daysAgo)).minusSeconds(14_400)),
                OptionalLong.of(16_000_000L - daysAgo * 50_000L),
                "",
                Optional.of(Duration.ofMinutes(240 + daysAgo)),
                Optional.of(Duration.ofMillis(5_000 + (daysAgo * 379 % 2_000))),
                Map.of());
    }

    private static Objective objective(Duration objective, Duration measured) {
        return new Objective(Optional.of(objective), Optional.of(measured));
    }

    private static Outcome outcome(
            String entry, EntryLabels labels, Verdict verdict, Objective rpo, Objective rto, List<Finding> findings) {
        Artifact artifact = new Artifact(
                entry + "-20261121T230000Z.dump",
                "/srv/backups/" + entry,
                16_234_567,
                AS_OF.minus(Duration.ofHours(4)),
                Artifact.TimeFrom.NAME);
        return new Outcome(
                entry,
                "database",
                labels,
                verdict,
                Optional.of(artifact),
                "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                rpo,
                rto,
                AS_OF,
                AS_OF.plusSeconds(10),
                List.of(new StageResult(Stage.RESTORE, Status.PASSED, AS_OF, Duration.ofMillis(3912))),
                List.of(),
                findings,
                List.of(),
                List.of());
    }
}
