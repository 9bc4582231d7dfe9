package io.restoreverifier.run;

import io.restoreverifier.model.CatalogException;
import java.util.Set;
import java.util.stream.Collectors;

/** Tells which restore tests in Java belong to a run. */
public final class SelectedEntries {
    private final Set<String> all;
    private final Set<String> chosen;
    private final boolean unknownOnesBelong;

    private SelectedEntries(Set<String> all, Set<String> chosen, boolean unknownOnesBelong) {
        this.all = all;
        this.chosen = chosen;
        this.unknownOnesBelong = unknownOnesBelong;
    }

    /** @throws CatalogException when the catalog cannot be used */
    public static SelectedEntries read(RunOptions options) {
        if (options.artifact().isPresent()) {
            return none();
        }
        Prepared prepared = Prepared.read(options);
        return new SelectedEntries(
                prepared.names(),
                prepared.plans().stream().map(Plan::name).collect(Collectors.toSet()),
                options.isDefaultCatalog());
    }

    /** One artifact without a catalog has no tests, also when it is called like a backup that has some. */
    private static SelectedEntries none() {
        return new SelectedEntries(Set.of(), Set.of(), false);
    }

    /** A backup that the tests' own catalog does not have is a mistake to be shown; in another catalog it is foreign. */
    public boolean include(String backup) {
        return chosen.contains(backup) || !all.contains(backup) && unknownOnesBelong;
    }
}
