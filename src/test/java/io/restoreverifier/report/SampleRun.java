package io.restoreverifier.report;

import io.restoreverifier.model.Artifact;
import io.restoreverifier.model.Attachment;
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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A night as it happens: one backup is good, one is bad, and at one nobody could look. */
final class SampleRun {
    static final Instant STARTED = Instant.parse("2026-11-22T03:00:00.123Z");
    private static final Instant AS_OF = Instant.parse("2026-11-22T03:00:00Z");

    private SampleRun() {}

    static RunResult night() {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("Engine", "Docker 20.10.24");
        environment.put("Java", "17.0.15");
        environment.put("Catalog", "restore-tests");
        return of(environment, List.of(customers(), billing(), code()));
    }

    static RunResult of(Outcome... outcomes) {
        return of(Map.of(), List.of(outcomes));
    }

    private static RunResult of(Map<String, String> environment, List<Outcome> outcomes) {
        return new RunResult(
                "20261122T030000Z-7f3a",
                STARTED,
                STARTED.plusSeconds(61),
                AS_OF,
                "1/1",
                "docker",
                "0.1.0",
                environment,
                outcomes,
                List.of());
    }

    static Outcome customers() {
        List<CheckResult> checks = new ArrayList<>();
        checks.add(CheckResult.passed("restored", "", "at least one table with rows", "14 tables, 61 204 rows"));
        checks.add(CheckResult.passed("tables", "customers", "is there", "is there"));
        checks.add(CheckResult.passed("tables", "invoices", "is there", "is there"));
        checks.add(CheckResult.passed("rows", "customers", "at least 1 000", "1 234")
                .lasting(Duration.ofMillis(14)));
        checks.add(CheckResult.passed("rows", "invoices", "at least 5 000", "24 812")
                .lasting(Duration.ofMillis(31)));
        checks.add(CheckResult.passed("newest-data", "", "at most 1d 2h old", "4h 2m old"));
        checks.add(CheckResult.passed("identity", "", "fremont-1", "fremont-1"));
        checks.add(CheckResult.passed("query", "every invoice belongs to a customer", "0", "0"));
        checks.add(CheckResult.passed("sequences", "", "none behind its column", "12 sequences, none behind"));
        checks.add(CheckResult.passed("indexes", "", "all valid", "31 indexes, all valid"));
        checks.add(CheckResult.passed("rto", "", "at most 30m", "6.1s"));
        checks.add(CheckResult.notApplicable(
                "rows", "invoices (max-drop)", "at most 5 % fewer than last time", "no earlier run that passed"));
        return outcome(
                "customer-database",
                "database",
                labels("Billing and customer records", "operations", Criticality.CRITICAL, "nightly", "billing"),
                Verdict.PASSED,
                Optional.of(artifact("customers-20261121T230000Z.dump", 16_234_567)),
                new Objective(Optional.of(Duration.ofHours(26)), Optional.of(Duration.ofMinutes(242))),
                new Objective(Optional.of(Duration.ofMinutes(30)), Optional.of(Duration.ofMillis(6123))),
                stages(Status.PASSED),
                checks,
                List.of(Finding.info(
                        FindingCode.CHECKSUM_MISSING,
                        Stage.INSPECT,
                        "customers-20261121T230000Z.dump",
                        "no checksum beside the artifact: what the dump does not check itself is not provable",
                        "write customers-20261121T230000Z.dump.sha256 beside it with `sha256sum`")));
    }

    static Outcome billing() {
        Finding rows = Finding.error(
                FindingCode.ROWS_TOO_FEW,
                Stage.CHECK,
                "invoices",
                "table invoices has 4 812 rows, expected at least 5 000",
                "compare with the count at dump time; the dump may have run during a purge");
        Finding old = Finding.error(
                FindingCode.RPO_EXCEEDED,
                Stage.CHECK,
                "",
                "the newest data is 93d 4h old, expected at most 1d 2h",
                "look whether the backup job still reads from the present server");
        Finding role = Finding.error(
                FindingCode.ROLE_MISSING,
                Stage.RESTORE,
                "billing_app",
                "role billing_app does not exist, and 14 objects belong to it",
                "add `roles: [billing_app]` below `postgresql:`, or give the globals artifact");
        Finding last = Finding.info(
                FindingCode.LAST_RESTORABLE,
                Stage.DISPOSE,
                "billing-20261119T230000Z.dump",
                "billing-20261119T230000Z.dump of 2026-11-19T23:00:00Z restores and holds",
                "if you need it now, take this one");
        List<CheckResult> checks = List.of(
                CheckResult.passed("tables", "invoices", "is there", "is there"),
                CheckResult.withFinding("rows", "invoices", "at least 5 000", "4 812", rows),
                CheckResult.withFinding("newest-data", "", "at most 1d 2h old", "93d 4h old", old),
                CheckResult.passed("identity", "", "fremont-1", "fremont-1"));
        List<StageResult> stages = List.of(
                stage(Stage.LOCATE, Status.PASSED, 0, 12),
                stage(Stage.FETCH, Status.PASSED, 12, 180),
                stage(Stage.INSPECT, Status.PASSED, 192, 90),
                stage(Stage.RESTORE, Status.FAILED, 282, 3912),
                stage(Stage.CHECK, Status.FAILED, 4194, 412),
                stage(Stage.DISPOSE, Status.PASSED, 4606, 310));
        return outcome(
                "billing-archive",
                "database",
                labels("Invoices of former years", "accounting", Criticality.NORMAL, "weekly"),
                Verdict.FAILED,
                Optional.of(artifact("billing-20261121T230000Z.dump", 9_812_004)),
                new Objective(Optional.of(Duration.ofHours(26)), Optional.of(Duration.ofHours(93 * 24 + 4))),
                new Objective(Optional.of(Duration.ofMinutes(30)), Optional.of(Duration.ofMillis(4210))),
                stages,
                checks,
                List.of(role, rows, old, last));
    }

    static Outcome code() {
        Finding image = Finding.error(
                FindingCode.IMAGE_UNAVAILABLE,
                Stage.RESTORE,
                "eclipse-temurin:17-jdk",
                "image eclipse-temurin:17-jdk is not on this engine and cannot be pulled: no route to the registry",
                "run `docker pull eclipse-temurin:17-jdk` where the registry can be reached, or name another image");
        List<StageResult> stages = List.of(
                stage(Stage.LOCATE, Status.PASSED, 0, 9),
                stage(Stage.FETCH, Status.PASSED, 9, 20),
                stage(Stage.INSPECT, Status.PASSED, 29, 45),
                stage(Stage.RESTORE, Status.COULD_NOT_VERIFY, 74, 10_020),
                stage(Stage.DISPOSE, Status.PASSED, 10_094, 3));
        return outcome(
                "clientarea-code",
                "files",
                labels("", "", Criticality.BLOCKER),
                Verdict.COULD_NOT_VERIFY,
                Optional.of(artifact("clientarea-20261121T231500Z.tar.gz", 812)),
                new Objective(Optional.empty(), Optional.of(Duration.ofHours(4))),
                new Objective(Optional.of(Duration.ofMinutes(10)), Optional.empty()),
                stages,
                List.of(),
                List.of(image));
    }

    private static Outcome outcome(
            String entry,
            String kind,
            EntryLabels labels,
            Verdict verdict,
            Optional<Artifact> artifact,
            Objective rpo,
            Objective rto,
            List<StageResult> stages,
            List<CheckResult> checks,
            List<Finding> findings) {
        return new Outcome(
                entry,
                kind,
                labels,
                verdict,
                artifact,
                "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                rpo,
                rto,
                STARTED,
                STARTED.plusMillis(10_423),
                stages,
                checks,
                findings,
                List.of(
                        Attachment.csv("rows by table", "table,rows\ncustomers,1234\ninvoices,24812\n"),
                        Attachment.text("pg_restore", "pg_restore: connecting to database for restore\n")),
                List.of("restored into postgres:15 (sha256:4d1c0a…) in a container without network"));
    }

    private static EntryLabels labels(String description, String owner, Criticality criticality, String... tags) {
        return new EntryLabels(description, owner, List.of(tags), criticality);
    }

    private static Artifact artifact(String name, long bytes) {
        return new Artifact(
                name,
                "/srv/backups/customers/" + name,
                bytes,
                Instant.parse("2026-11-21T23:00:00Z"),
                Artifact.TimeFrom.NAME);
    }

    private static List<StageResult> stages(Status check) {
        return List.of(
                stage(Stage.LOCATE, Status.PASSED, 0, 14),
                stage(Stage.FETCH, Status.PASSED, 14, 240),
                stage(Stage.INSPECT, Status.PASSED, 254, 130),
                stage(Stage.RESTORE, Status.PASSED, 384, 5883),
                stage(Stage.CHECK, check, 6267, 512),
                stage(Stage.DISPOSE, Status.PASSED, 6779, 344));
    }

    private static StageResult stage(Stage stage, Status status, long atMillis, long millis) {
        return new StageResult(stage, status, STARTED.plusMillis(atMillis), Duration.ofMillis(millis));
    }
}
