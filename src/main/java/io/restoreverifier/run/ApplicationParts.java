package io.restoreverifier.run;

import io.restoreverifier.application.Ingredients;
import io.restoreverifier.application.PartDatabase;
import io.restoreverifier.check.Subject;
import io.restoreverifier.model.Artifact;
import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.DatabaseAccess;
import io.restoreverifier.model.Durations;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Outcome;
import io.restoreverifier.model.Progress;
import io.restoreverifier.model.Restored;
import io.restoreverifier.model.RestoredDatabase;
import io.restoreverifier.model.RestoredFiles;
import io.restoreverifier.model.Stage;
import io.restoreverifier.model.Verdict;
import io.restoreverifier.restore.ServedDatabase;
import io.restoreverifier.run.ApplicationPlan.Need;
import io.restoreverifier.sandbox.Sandbox;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The parts of an application, restored for it: what its entry has proven is restored once more, since the application
 * writes to it, and what no entry of this run has proven is checked here. The caller closes this.
 */
final class ApplicationParts implements AutoCloseable {
    private final ApplicationPlan plan;
    private final Surroundings run;
    private final Expiry expiry;
    private final List<Attempt> attempts = new ArrayList<>();
    private final List<Story> stories = new ArrayList<>();
    private final Map<String, PartDatabase> databases = new LinkedHashMap<>();
    private final Map<String, Path> trees = new LinkedHashMap<>();
    private final List<String> notes = new ArrayList<>();
    private Optional<Sandbox> neighbour = Optional.empty();
    private final Map<String, Duration> times = new LinkedHashMap<>();

    ApplicationParts(ApplicationPlan plan, Surroundings run, Expiry expiry) {
        this.plan = plan;
        this.run = run;
        this.expiry = expiry;
    }

    /**
     * Restores them, up to the first that does not come back.
     *
     * @param proven what the parts' own entries found, by the name of the backup; each PASSED
     * @return why not; empty when all are there
     */
    List<Finding> restore(Map<String, Outcome> proven) {
        for (Need need : plan.needs()) {
            Optional<Finding> trouble =
                    restore(need, Optional.ofNullable(proven.get(need.plan().name())));
            if (trouble.isPresent()) {
                return List.of(trouble.get());
            }
        }
        return List.of();
    }

    private Optional<Finding> restore(Need need, Optional<Outcome> proven) {
        Plan part = proven.map(outcome -> where(need.plan(), outcome)).orElse(need.plan());
        Story story = new Story(part.name(), Progress.SILENT, expiry, new Ignoring(part.backup(), run.now()));
        stories.add(story);
        Optional<Artifact> artifact = story.stage(Stage.LOCATE, "", () -> Locating.locate(part, run, story))
                .flatMap(found -> chosen(found, proven));
        if (artifact.isEmpty()) {
            return Optional.of(PartTrouble.whatever(need, story, "its artifact is not there any more"));
        }
        Attempt attempt = new Attempt(part, artifact.get(), serving(need), story, expiry);
        attempts.add(attempt);
        Optional<Subject> subject = attempt.restore(part.backup().rpo());
        if (proven.isEmpty()) {
            subject.ifPresent(attempt::check);
            story.demandEvidence();
        }
        if (subject.isEmpty() || proven.isEmpty() && story.soFar() != Verdict.PASSED) {
            return Optional.of(PartTrouble.whatever(need, story, "it did not come back, and nothing says why"));
        }
        return admit(need, subject.get().restored()).or(() -> {
            tell(need, artifact.get(), attempt);
            return Optional.empty();
        });
    }

    /** The copy whose turn it was: another may hold other generations, and call them otherwise. */
    private static Plan where(Plan part, Outcome proven) {
        return part.copies().others().stream()
                .filter(copy -> proven.checks().stream()
                        .anyMatch(check -> check.check().equals(CopyNight.RESTORED)
                                && check.subject().equals(copy.standing().name())))
                .findFirst()
                .map(part::from)
                .orElse(part);
    }

    /** The one that was proven, also when a newer one has come meanwhile. */
    private static Optional<Artifact> chosen(List<Artifact> found, Optional<Outcome> proven) {
        Optional<String> name = proven.flatMap(Outcome::artifact).map(Artifact::name);
        return found.stream()
                .filter(a -> name.map(a.name()::equals).orElse(true))
                .findFirst();
    }

    /** All databases are in the network of the first, and only they: other parts have nobody to reach. */
    private Surroundings serving(Need need) {
        return run.serving(need.isDatabase() ? neighbour : Optional.empty());
    }

    private Optional<Finding> admit(Need need, Restored restored) {
        if (restored instanceof RestoredFiles files) {
            trees.put(need.part(), files.root());
            return Optional.empty();
        }
        if (!(restored instanceof ServedDatabase database && restored instanceof RestoredDatabase asked)) {
            throw new CannotTell(
                    FindingCode.NOT_SUPPORTED, need.part() + " is nothing that an application can be given", "");
        }
        Set<Integer> taken =
                databases.values().stream().map(other -> other.access().port()).collect(Collectors.toSet());
        taken.add(plan.start().port());
        Optional<DatabaseAccess> access = database.admit(need.user(), taken);
        access.ifPresent(a -> databases.put(need.part(), new PartDatabase(a, asked)));
        neighbour = neighbour.or(() -> Optional.of(database.sandbox()));
        return access.isPresent() ? Optional.empty() : Optional.of(PartTrouble.noSuchRole(need));
    }

    private void tell(Need need, Artifact artifact, Attempt attempt) {
        Duration took = attempt.rto().measured().orElse(Duration.ZERO);
        times.put(need.part(), took);
        notes.add("part " + need.part() + ": " + artifact.name() + " of "
                + need.plan().name() + ", restored in " + Durations.format(took));
    }

    Ingredients ingredients() {
        return new Ingredients(
                plan.name(), databases, trees, neighbour, run.sandboxes().get(), plan.limits(), expiry.left());
    }

    /** How long each took to come back, in the order of the catalog. */
    Map<String, Duration> times() {
        return times;
    }

    Map<String, PartDatabase> databases() {
        return databases;
    }

    List<String> notes() {
        return List.copyOf(notes);
    }

    /** What could not be removed; to be asked after {@link #close()}. */
    List<Finding> leftovers() {
        return stories.stream()
                .flatMap(story -> story.findings().stream())
                .filter(finding -> finding.stage() == Stage.DISPOSE)
                .toList();
    }

    /** Disposes of all that was restored, the last first. */
    @Override
    public void close() {
        for (int i = attempts.size() - 1; i >= 0; i--) {
            attempts.get(i).close();
        }
        attempts.clear();
    }
}
