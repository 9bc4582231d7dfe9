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
 * @param unsupported entries of a kind that this version cannot verify, in the same order: each must be reported, and
 *     none may pass
 * @param now the moment that the catalog pins the run to; empty when it pins none
 * @param images where container images are taken from
 * @param common the rest of {@code catalog.yml}, for whoever hears of a run; empty without one
 * @param secrets what came from {@code ${env:}} and {@code ${file:}}; none is blank, none may be shown to anybody
 */
public record Catalog(
        List<Backup> backups,
        List<UnsupportedEntry> unsupported,
        Optional<Instant> now,
        ImageNames images,
        Optional<Settings> common,
        Set<String> secrets) {

    public Catalog {
        backups = List.copyOf(backups);
        unsupported = List.copyOf(unsupported);
        secrets = Set.copyOf(secrets);
    }

    /**
     * Notes every key that neither the catalog nor a kind asked for. Called once, by whoever gave the backups to their
     * kinds, after all kinds have read.
     */
    public void finish() {
        common.ifPresent(Settings::finish);
        backups.forEach(backup -> backup.document().finish());
    }

    /** Keeps the secrets out of what is printed by accident. */
    @Override
    public String toString() {
        return "Catalog of " + backups.size() + " backups and " + unsupported.size() + " unsupported entries";
    }
}
