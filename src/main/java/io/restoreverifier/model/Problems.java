package io.restoreverifier.model;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects what is wrong with a catalog, so that all of it is said at once. Used by one thread. */
public final class Problems {
    private final List<Problem> all = new ArrayList<>();

    public void add(Problem problem) {
        all.add(problem);
    }

    public boolean isEmpty() {
        return all.isEmpty();
    }

    /** In the order of the files and their lines. */
    public List<Problem> all() {
        return all.stream()
                .sorted(Comparator.<Problem, String>comparing(p -> p.location().file().toString())
                        .thenComparingInt(p -> p.location().line()))
                .toList();
    }

    /** @throws CatalogException when there is any problem */
    public void throwIfAny() {
        if (!all.isEmpty()) {
            throw new CatalogException(all());
        }
    }
}
