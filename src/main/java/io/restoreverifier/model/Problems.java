package io.restoreverifier.model;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Collects what is wrong with a catalog, so that all of it is said at once. Used by one thread. */
public final class Problems {
    private static final String MASK = "***";

    private final List<Problem> all = new ArrayList<>();
    private final Set<String> secrets = new LinkedHashSet<>();

    public void add(Problem problem) {
        all.add(problem);
    }

    /**
     * Keeps a text out of every message and hint, also of problems that were added before: whoever quotes what a user
     * wrote need not know that it came from a secret. A blank text conceals nothing.
     */
    public void conceal(String secret) {
        if (!secret.isBlank()) {
            secrets.add(secret);
        }
    }

    public boolean isEmpty() {
        return all.isEmpty();
    }

    /** In the order of the files and their lines. */
    public List<Problem> all() {
        return all.stream()
                .map(this::masked)
                .sorted(Comparator.<Problem, String>comparing(
                                p -> p.location().file().toString())
                        .thenComparingInt(p -> p.location().line()))
                .toList();
    }

    /** @throws CatalogException when there is any problem */
    public void throwIfAny() {
        if (!all.isEmpty()) {
            throw new CatalogException(all());
        }
    }

    private Problem masked(Problem problem) {
        return new Problem(problem.location(), mask(problem.key()), mask(problem.message()), mask(problem.hint()));
    }

    /** The longest first: a secret may be a part of another. */
    private String mask(String text) {
        String masked = text;
        for (String secret : secrets.stream()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList()) {
            masked = masked.replace(secret, MASK);
        }
        return masked;
    }
}
