package io.restoreverifier.outlet.notify;

import io.restoreverifier.catalog.Catalog;
import io.restoreverifier.catalog.CatalogReader;
import io.restoreverifier.model.CatalogException;
import io.restoreverifier.model.Criticality;
import io.restoreverifier.model.EntryLabels;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Objective;
import io.restoreverifier.model.Outcome;
import io.restoreverifier.model.Problems;
import io.restoreverifier.model.RunResult;
import io.restoreverifier.model.Settings;
import io.restoreverifier.model.Stage;
import io.restoreverifier.outlet.Ending;
import io.restoreverifier.outlet.Retries;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What there is to tell in tests, and how the catalog says to whom. */
final class Told {
    static final Retries AT_ONCE = new Retries(3, Duration.ofMillis(1));
    private static final Instant NIGHT = Instant.parse("2026-11-22T03:00:00Z");

    private Told() {}

    /** Reads a section of {@code catalog.yml}, which must be without a problem. */
    static Settings section(Path folder, String name, String yaml) {
        return section(folder, name, yaml, new Problems());
    }

    static Settings section(Path folder, String name, String yaml, Problems problems) {
        try {
            Files.writeString(folder.resolve("catalog.yml"), yaml);
            Catalog catalog = new CatalogReader().read(folder, problems);
            return catalog.common().orElseThrow().section(name).orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<String> problems(Problems problems) {
        try {
            problems.throwIfAny();
            return List.of();
        } catch (CatalogException e) {
            return e.getMessage().lines().toList();
        }
    }

    static Outcome passed(String entry, String owner) {
        return outcome(entry, owner, List.of());
    }

    static Outcome failed(String entry, String owner, String message) {
        return outcome(
                entry,
                owner,
                List.of(Finding.error(FindingCode.ARTIFACT_MISSING, Stage.LOCATE, "", message, "look <there>")));
    }

    private static Outcome outcome(String entry, String owner, List<Finding> findings) {
        return new Outcome(
                entry,
                "files",
                new EntryLabels("", owner, List.of(), Criticality.NORMAL),
                Finding.verdictOf(findings),
                Optional.empty(),
                "",
                Objective.none(),
                Objective.none(),
                NIGHT,
                NIGHT.plusSeconds(12),
                List.of(),
                List.of(),
                findings,
                List.of(),
                List.of());
    }

    static RunResult run(Outcome... outcomes) {
        return new RunResult(
                "night-1",
                NIGHT,
                NIGHT.plusSeconds(60),
                NIGHT,
                "1/1",
                "none",
                "0.1.0",
                Map.of(),
                List.of(outcomes),
                List.of());
    }

    static Ending ending(Outcome... outcomes) {
        return new Ending(run(outcomes), Map.of(), Path.of("report"), Duration.ofSeconds(5));
    }
}
