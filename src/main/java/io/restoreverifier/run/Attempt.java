package io.restoreverifier.run;

import io.restoreverifier.check.Check;
import io.restoreverifier.check.CheckReport;
import io.restoreverifier.check.Subject;
import io.restoreverifier.inspect.Decryption;
import io.restoreverifier.inspect.Inspector;
import io.restoreverifier.inspect.Intake;
import io.restoreverifier.model.Artifact;
import io.restoreverifier.model.BrokenArtifact;
import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.CheckResult;
import io.restoreverifier.model.FetchedArtifact;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Inspection;
import io.restoreverifier.model.Objective;
import io.restoreverifier.model.Restored;
import io.restoreverifier.model.RestoredPostgresql;
import io.restoreverifier.model.Stage;
import io.restoreverifier.restore.Restoration;
import io.restoreverifier.restore.RestoreRequest;
import io.restoreverifier.source.Checksum;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** The way of one artifact: fetch, inspect, restore, check, dispose. What it learns goes into a story. */
final class Attempt implements AutoCloseable {
    private final Plan plan;
    private Artifact artifact;
    private final Surroundings run;
    private final Story story;
    private final Expiry expiry;
    private final Claims claims;
    private final CounterpartAttempts counterparts;
    private final Held held;
    private List<FetchedArtifact> companions = List.of();
    private final Map<String, FetchedArtifact> beside = new HashMap<>();
    private Duration waitedToFetch = Duration.ZERO;
    private Duration prepared = Duration.ZERO;
    /** Bytes that came from the source, before anything was decrypted. */
    private long carried;

    private Optional<Checksum> checksum = Optional.empty();
    private String sha256 = "";
    private @Nullable Transfer transfer;
    private Optional<Duration> age = Optional.empty();

    Attempt(Plan plan, Artifact artifact, Surroundings run, Story story, Expiry expiry) {
        this.plan = plan;
        this.artifact = artifact;
        this.run = run;
        this.story = story;
        this.expiry = expiry;
        this.held = new Held(run.folder(), story, expiry);
        this.claims = new Claims(plan, run, story, expiry.watch());
        this.counterparts = new CounterpartAttempts(plan, artifact, run, expiry);
    }

    /** Fetches, inspects and restores; empty when it did not come so far. The caller closes this, not the result. */
    Optional<Subject> restore(Optional<Duration> rpo) {
        Optional<FetchedArtifact> fetched =
                story.stage(Stage.FETCH, artifact.name(), this::fetch).flatMap(came -> came);
        fetched.ifPresent(came -> noteTransfer());
        Optional<Inspection> inspection = fetched.flatMap(f -> story.stage(Stage.INSPECT, "", () -> inspect(f)));
        if (inspection.isEmpty() || story.speaksAgainstRestoring()) {
            return Optional.empty();
        }
        Inspection found = inspection.get();
        return story.stage(Stage.RESTORE, found.label(), () -> Optional.ofNullable(restore(fetched.get(), found)))
                .flatMap(came -> came)
                .map(came -> subject(came, fetched.get(), found, rpo));
    }

    /** Lets the sandbox stay as its entry says when what it holds turns out to be no good; to be called first. */
    void keepFailed() {
        held.keepFailed(
                plan.backup().keepFailed().filter(time -> plan.restorer().opensSandbox()));
    }

    private void noteTransfer() {
        Duration took = story.lasted(Stage.FETCH).minus(waitedToFetch);
        transfer = new Transfer(carried, took, plan.backup().line());
        transfer.note().ifPresent(note -> story.note(List.of(note)));
    }

    /** Puts every check; one that throws is not known and does not keep the others from being put. */
    void check(Subject subject) {
        List<Check> checks = plan.checks().stream()
                .filter(check -> check.concerns(subject.restored()))
                .toList();
        story.stage(Stage.CHECK, checks.size() + " checks", () -> {
            List<CheckResult> results = new ArrayList<>();
            for (CheckReport report : new Answers(subject, expiry).put(checks)) {
                results.addAll(report.results());
                report.age().ifPresent(a -> age = Optional.of(a));
                story.attach(report.attachments());
                story.count(report.counts());
            }
            story.check(results);
            return results.size();
        });
    }

    private Optional<FetchedArtifact> fetch() {
        waitedToFetch = claims.toFetch(artifact.bytes());
        checksum = Checksums.ask(plan.source(), artifact, story);
        Intake intake = new Intake(Checksums.algorithms(checksum), bytes(Stage.FETCH, Math.max(0, artifact.bytes())));
        @Nullable FetchedArtifact fetched = fetch(intake).orElse(null);
        if (fetched == null) {
            return Optional.empty();
        }
        artifact = fetched.artifact();
        carried = fetched.bytes();
        sha256 = fetched.sha256();
        Checksums.compare(fetched, checksum, story);
        Optional<Decryption> how = EncryptedSource.decryption(plan.source());
        Companions lying = new Companions(plan, artifact, run, story, held.folder());
        OpenedCompanions around = new OpenedCompanions(lying, how, story, expiry);
        companions = around.fetch();
        beside.putAll(around.fetchForChecks());
        return Decrypting.decrypted(fetched, how, story, expiry.left());
    }

    /** Empty when its place says that it is broken, which is then told. */
    private Optional<FetchedArtifact> fetch(Intake intake) {
        try {
            return Optional.of(Fetching.fetch(plan.source(), artifact, held.folder(), intake));
        } catch (CannotTell e) {
            if (e.getCause() instanceof BrokenArtifact broken) {
                story.find(broken.toFinding(Stage.FETCH, artifact.name()));
                return Optional.empty();
            }
            throw e;
        }
    }

    /** What was attempted; its size is that of what was read where nobody could tell before. */
    Artifact artifact() {
        return artifact.measured(0);
    }

    private Inspection inspect(FetchedArtifact fetched) {
        Inspection inspection = inspected(fetched);
        story.find(inspection.findings());
        story.attach(inspection.attachments());
        boolean proven = inspection.selfChecking()
                || plan.source().provesWhatItGives()
                || EncryptedSource.decryption(plan.source())
                        .filter(Decryption::proves)
                        .isPresent();
        if (checksum.isEmpty() && !proven) {
            story.find(Checksums.integrityNotProvable(artifact, inspection.format()));
        }
        return inspection;
    }

    private Inspection inspected(FetchedArtifact fetched) {
        try {
            LongConsumer progress = bytes(Stage.INSPECT, fetched.bytes());
            return plan.restorer().takesAnyFormat()
                    ? Inspector.standard().inspectAny(fetched, progress)
                    : Inspector.standard().inspect(fetched, progress);
        } catch (InterruptedIOException e) {
            throw new CannotTell(FindingCode.INTERRUPTED, "the inspection was interrupted", "", e);
        }
    }

    private @Nullable Restored restore(FetchedArtifact fetched, Inspection inspection) {
        long begun = System.nanoTime();
        RestoreRequest request = new RestoreRequest(
                plan.name(),
                fetched,
                companions,
                plan.source().bringsArchivedWal(),
                inspection,
                held.sandboxes(run.sandboxes()),
                plan.limits(),
                held.folder(),
                expiry.left(),
                bytes(Stage.RESTORE, inspection.expandedBytes()));
        plan.restorer().prepare(request);
        claims.toRestore(request);
        prepared = Duration.ofNanos(System.nanoTime() - begun);
        Restoration restoration = plan.restorer().restore(request);
        @Nullable Restored restored = restoration.restored().orElse(null);
        if (restored != null) {
            held.sandbox(restored);
        }
        story.find(restoration.findings());
        story.attach(restoration.attachments());
        if (restored == null && restoration.findings().stream().noneMatch(Finding::isError)) {
            throw new CannotTell(FindingCode.TOOL_FAILED, "nothing was restored and no reason was given", "");
        }
        if (restored != null) {
            story.note(restored.notes());
        }
        return restored;
    }

    private Subject subject(Restored came, FetchedArtifact fetched, Inspection inspection, Optional<Duration> rpo) {
        return new Subject(
                came,
                fetched,
                came instanceof RestoredPostgresql database ? inspection.of(database.databaseName()) : inspection,
                run.now(),
                rpo,
                rto(),
                expiry.left(),
                counterparts.holding(came),
                () -> run.past().lastPassed(plan.name()),
                beside);
    }

    /** From the fetch to a server that answers, without the time for images. */
    Objective rto() {
        Optional<Duration> measured = held.restored().isEmpty() || transfer == null
                ? Optional.empty()
                : Optional.of(transfer.counted()
                        .plus(story.lasted(Stage.INSPECT))
                        .plus(story.lasted(Stage.RESTORE))
                        .minus(prepared));
        return new Objective(plan.backup().rto(), measured);
    }

    /** Of the newest data; empty when no check told. */
    Optional<Duration> age() {
        return age;
    }

    String sha256() {
        return sha256;
    }

    /** The stage that is never left out. */
    @Override
    public void close() {
        expiry.calm();
        story.stage(Stage.DISPOSE, "", () -> {
            held.dispose();
            return true;
        });
        story.find(counterparts.close());
        claims.release();
    }

    private LongConsumer bytes(Stage stage, long total) {
        return done -> run.progress().bytes(plan.name(), stage, done, total);
    }
}
