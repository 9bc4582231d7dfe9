package io.restoreverifier.run;

import io.restoreverifier.check.Check;
import io.restoreverifier.inspect.Intake;
import io.restoreverifier.model.Artifact;
import io.restoreverifier.model.Durations;
import io.restoreverifier.model.FetchedArtifact;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Stage;
import io.restoreverifier.source.Checksum;
import io.restoreverifier.source.Located;
import io.restoreverifier.source.Source;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Fetches what belongs to an artifact, such as the dump of globals that was written beside it. */
final class Companions {
    private static final Duration SAME_NIGHT = Duration.ofHours(36);

    /** Half the time between two dumps of a night each: what lies further off belongs to another one. */
    private static final Duration SAME_DUMP = Duration.ofHours(12);

    private final Plan plan;
    private final Artifact artifact;
    private final Surroundings run;
    private final Story story;
    private final Path folder;

    Companions(Plan plan, Artifact artifact, Surroundings run, Story story, Path folder) {
        this.plan = plan;
        this.artifact = artifact;
        this.run = run;
        this.story = story;
        this.folder = folder;
    }

    /** One for each pattern; one that is not there is an error of the backup. */
    List<FetchedArtifact> fetch() {
        List<FetchedArtifact> fetched = new ArrayList<>();
        for (String pattern : plan.restorer().companions()) {
            Source source = plan.source().beside(pattern);
            Located located = source.locate(run.now());
            story.find(located.findings());
            if (plan.restorer().companionsAreAll()) {
                since(located).forEach(found -> fetched.add(fetch(source, found)));
                continue;
            }
            boolean goOn = plan.restorer().companionsGoOn();
            Optional<Artifact> nearest = located.artifacts().stream()
                    .min(
                            goOn
                                    ? Comparator.comparing(Artifact::producedAt).reversed()
                                    : Comparator.comparing(this::distance));
            nearest.ifPresentOrElse(found -> fetched.add(fetch(source, found)), () -> story.find(missing(pattern)));
            nearest.filter(found -> distance(found).compareTo(SAME_NIGHT) > 0)
                    .filter(found -> !goOn || found.producedAt().isBefore(artifact.producedAt()))
                    .ifPresent(found -> story.find(ofAnotherNight(found)));
        }
        plan.restorer()
                .suffixes()
                .forEach(suffix -> named(artifact.name() + suffix).ifPresent(fetched::add));
        return fetched;
    }

    /** The one file of a name, with every character standing for itself; empty when there is none. */
    private Optional<FetchedArtifact> named(String name) {
        if (name.contains("/")) {
            return Optional.empty();
        }
        Source source = plan.source().beside(name.replaceAll("([^\\p{L}\\p{N}])", "\\\\$1"));
        return source.locate(run.now()).artifacts().stream().findFirst().map(found -> fetch(source, found));
    }

    /** Those made after the artifact, and before the next one of its kind, oldest first. */
    private List<Artifact> since(Located located) {
        Optional<Instant> next = plan.source().locate(run.now()).artifacts().stream()
                .map(Artifact::producedAt)
                .filter(time -> time.isAfter(artifact.producedAt()))
                .min(Comparator.naturalOrder());
        return located.artifacts().stream()
                .filter(found -> found.producedAt().isAfter(artifact.producedAt()))
                .filter(found -> next.isEmpty() || found.producedAt().isBefore(next.get()))
                .sorted(Comparator.comparing(Artifact::producedAt))
                .toList();
    }

    /** What a check is held against; empty when there is none of the same night. */
    private Optional<FetchedArtifact> beside(String pattern) {
        Source source = plan.source().beside(pattern);
        return source.locate(run.now()).artifacts().stream()
                .filter(candidate -> !candidate.name().equals(artifact.name()))
                .min(Comparator.comparing(this::distance))
                .filter(nearest -> distance(nearest).compareTo(SAME_DUMP) <= 0)
                .map(nearest -> fetch(source, nearest));
    }

    /**
     * What checks may need, by the pattern; what is not there the check itself knows to do without, or to tell. A pattern
     * that is none names nothing that lies beside the artifact.
     */
    Map<String, FetchedArtifact> fetchForChecks() {
        Map<String, FetchedArtifact> fetched = new LinkedHashMap<>();
        for (Check check : plan.checks()) {
            check.beside().ifPresent(pattern -> beside(pattern).ifPresent(f -> fetched.put(pattern, f)));
            for (String pattern : check.besides()) {
                Optional<Artifact> found = fetched.containsKey(pattern) ? Optional.empty() : nearest(pattern);
                if (found.isPresent()) {
                    Source source = plan.source().beside(pattern);
                    Intake intake = new Intake(Set.of(), bytes -> {});
                    fetched.put(pattern, Fetching.fetch(source, found.get(), folder, intake));
                }
            }
        }
        return fetched;
    }

    private Optional<Artifact> nearest(String pattern) {
        try {
            return plan.source().beside(pattern).locate(run.now()).artifacts().stream()
                    .filter(found -> !found.name().equals(artifact.name()))
                    .min(Comparator.comparing(this::distance));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The one of the same night, also when an older generation is tried. */
    private Duration distance(Artifact candidate) {
        return Duration.between(artifact.producedAt(), candidate.producedAt()).abs();
    }

    private FetchedArtifact fetch(Source source, Artifact found) {
        Optional<Checksum> checksum = Checksums.ask(source, found, story);
        Intake intake = new Intake(Checksums.algorithms(checksum), bytes -> {});
        FetchedArtifact fetched = Fetching.fetch(source, found, folder, intake);
        Checksums.compare(fetched, checksum, story);
        return fetched;
    }

    private Finding ofAnotherNight(Artifact found) {
        return Finding.warning(
                FindingCode.ARTIFACT_STALE,
                Stage.FETCH,
                found.name(),
                found.name() + " is the nearest there is, and " + Durations.format(distance(found)) + " away from "
                        + artifact.name(),
                "has the job that writes it stopped?");
    }

    private static Finding missing(String pattern) {
        return Finding.error(
                FindingCode.ARTIFACT_MISSING,
                Stage.FETCH,
                pattern,
                "there is no artifact like " + pattern + ", which the restore needs",
                "does the backup job write it beside the dump?");
    }
}
