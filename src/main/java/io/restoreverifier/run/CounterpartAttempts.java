package io.restoreverifier.run;

import io.restoreverifier.check.Counterpart;
import io.restoreverifier.check.Counterparts;
import io.restoreverifier.check.Subject;
import io.restoreverifier.model.Artifact;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Progress;
import io.restoreverifier.model.Restored;
import io.restoreverifier.model.Stage;
import io.restoreverifier.source.Located;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Restores what other backups have that goes with an artifact: the code base of the same night. Each at most once. */
final class CounterpartAttempts {
    private final Plan plan;
    private final Artifact artifact;
    private final Surroundings run;
    private final Expiry expiry;
    private final Map<String, Counterpart> answers = new LinkedHashMap<>();
    private final List<Attempt> attempts = new ArrayList<>();
    private final List<Story> stories = new ArrayList<>();

    CounterpartAttempts(Plan plan, Artifact artifact, Surroundings run, Expiry expiry) {
        this.plan = plan;
        this.artifact = artifact;
        this.run = run;
        this.expiry = expiry;
    }

    /** For the checks of what came back: when the time passes, it is that which is closed. */
    Counterparts holding(Restored came) {
        return backup -> {
            try {
                return of(backup);
            } finally {
                expiry.holding(came::close);
            }
        };
    }

    private synchronized Counterpart of(String backup) {
        Counterpart known = answers.get(backup);
        if (known != null) {
            return known;
        }
        Counterpart answer = restore(Objects.requireNonNull(plan.counterparts().get(backup), backup));
        answers.put(backup, answer);
        return answer;
    }

    private Counterpart restore(Plan other) {
        Story story = new Story(other.name(), Progress.SILENT, expiry, new Ignoring(other.backup(), run.now()));
        stories.add(story);
        Optional<Artifact> nearest =
                story.stage(Stage.LOCATE, "", () -> nearest(other, story)).flatMap(found -> found);
        if (nearest.isEmpty()) {
            return new Counterpart("", Optional.empty(), errors(story));
        }
        Attempt attempt = new Attempt(other, nearest.get(), run.silently(), story, expiry);
        attempts.add(attempt);
        Optional<Subject> came = attempt.restore(Optional.empty());
        return new Counterpart(
                nearest.get().name(), came.map(Subject::restored), came.isEmpty() ? errors(story) : List.of());
    }

    /** The one of the same night, also when an older generation is tried; of two as near, the newer. */
    private Optional<Artifact> nearest(Plan other, Story story) {
        Located located = other.source().locate(run.now());
        Optional<Artifact> nearest = located.artifacts().stream()
                .min(Comparator.comparing((Artifact a) -> Duration.between(artifact.producedAt(), a.producedAt())
                                .abs())
                        .thenComparing(Artifact::producedAt, Comparator.reverseOrder()));
        if (nearest.isEmpty()) {
            story.find(located.findings());
            story.find(Finding.error(
                    FindingCode.ARTIFACT_MISSING,
                    Stage.LOCATE,
                    "",
                    "there is no artifact",
                    "did the backup job run? does `newest:` match what it writes?"));
        }
        return nearest;
    }

    private static List<Finding> errors(Story story) {
        return story.findings().stream().filter(Finding::isError).toList();
    }

    /** Disposes of all that was restored, and tells what could not be removed. Harmless when called twice. */
    synchronized List<Finding> close() {
        attempts.forEach(Attempt::close);
        attempts.clear();
        List<Finding> troubles = stories.stream()
                .flatMap(story -> story.findings().stream())
                .filter(finding -> finding.stage() == Stage.DISPOSE)
                .toList();
        stories.clear();
        return troubles;
    }
}
