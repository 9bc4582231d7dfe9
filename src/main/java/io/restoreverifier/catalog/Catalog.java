package io.restoreverifier.catalog;

import io.restoreverifier.model.Backup;
import io.restoreverifier.model.ImageNames;
import io.restoreverifier.model.Settings;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Everything that is to be verified.
 *
 * @param backups the most critical first, then by name
 * @param applications what is made of several of them, declared alike, in the same order
 * @param storage what they stand on, declared alike, in the same order
 * @param now the moment that the catalog pins the run to; empty when it pins none
 * @param images where container images are taken from
 * @param common the rest of {@code catalog.yml}, for whoever hears of a run; empty without one
 * @param secrets what came from {@code ${env:}} and {@code ${file:}}; none is blank, none may be shown to anybody
 */
public record Catalog(
        List<Backup> backups,
        List<Backup> applications,
        List<Backup> storage,
        Optional<Instant> now,
        ImageNames images,
        Optional<Settings> common,
        Set<String> secrets) {

    public Catalog {
        backups = List.copyOf(backups);
        applications = List.copyOf(applications);
        storage = List.copyOf(storage);
        secrets = Set.copyOf(secrets);
    }

    /**
     * Notes every key that neither the catalog nor a kind asked for. Called once, by whoever gave the backups to their
     * kinds, after all kinds have read.
     */
    public void finish() {
        common.ifPresent(Settings::finish);
        backups.forEach(backup -> backup.document().finish());
        applications.forEach(application -> application.document().finish());
        storage.forEach(entry -> entry.document().finish());
    }

    /** Keeps the secrets out of what is printed by accident. */
    @Override
    public String toString() {
        return "Catalog of " + backups.size() + " backups and " + applications.size() + " applications, "
                + storage.size() + " of storage";
    }
}
