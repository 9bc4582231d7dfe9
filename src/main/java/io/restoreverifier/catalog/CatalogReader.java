package io.restoreverifier.catalog;

import io.restoreverifier.model.Backup;
import io.restoreverifier.model.Location;
import io.restoreverifier.model.Problem;
import io.restoreverifier.model.Problems;
import io.restoreverifier.model.Settings;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads a catalog: a folder of YAML files, or one of them. Reads the keys that all kinds share and passes the rest on
 * in {@link Backup#document()}. May be used again; holds nothing open.
 */
public final class CatalogReader {
    private final Function<String, @Nullable String> environment;

    /** @param environment what {@code ${env:NAME}} stands for; null for a variable that is not set */
    public CatalogReader(Function<String, @Nullable String> environment) {
        this.environment = environment;
    }

    /** Reads with the environment of this process. */
    public CatalogReader() {
        this(System::getenv);
    }

    /**
     * Reads the YAML files of a folder and its sub-folders, or one file with the {@code catalog.yml} beside it. What is
     * wrong is added to the problems, and the catalog then is what could be read in spite of it: only for the kinds to
     * find further problems, never to be run. {@link Catalog#finish()} is still to be called.
     */
    public Catalog read(Path folderOrFile, Problems problems) {
        Placeholders placeholders = new Placeholders(environment, problems);
        CatalogFiles files = CatalogFiles.of(folderOrFile, problems);
        Common common = files.common()
                .flatMap(file -> settings(file, placeholders, problems))
                .map(Common::read)
                .orElse(Common.standard());
        EntryReader entries = new EntryReader(common);
        for (Path file : files.entries()) {
            if (CatalogFiles.isCommon(file)) {
                Location location = new Location(file, 0);
                problems.add(new Problem(
                        location, "", "counts only at the top of the catalog", "move it there or rename it"));
            } else {
                settings(file, placeholders, problems).ifPresent(entries::read);
            }
        }
        if (files.entries().isEmpty() && problems.isEmpty()) {
            problems.add(new Problem(
                    new Location(folderOrFile, 0), "", "no backup is declared here", "add a file with `backup: NAME`"));
        }
        return new Catalog(
                sorted(entries.backups()),
                sorted(entries.applications()),
                sorted(entries.storage()),
                common.now(),
                common.images(),
                common.document(),
                placeholders.secrets());
    }

    private static Optional<Settings> settings(Path file, Placeholders placeholders, Problems problems) {
        return new YamlFile(file, placeholders, problems).read().map(mapping -> Settings.of(mapping, problems));
    }

    private static List<Backup> sorted(List<Backup> backups) {
        return backups.stream()
                .sorted(Comparator.comparing((Backup backup) -> backup.labels().criticality())
                        .thenComparing(Backup::name))
                .toList();
    }
}
