package io.restoreverifier.model;

import java.util.List;
import java.util.stream.Collectors;

/** The catalog cannot be used as it is, and nothing was run. The message names every problem with file, line and key. */
public final class CatalogException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient List<Problem> problems;

    public CatalogException(List<Problem> problems) {
        super(problems.stream()
                .map(Problem::toString)
                .collect(Collectors.joining(
                        "\n",
                        problems.size() == 1
                                ? "1 problem in the catalog, nothing was run\n"
                                : problems.size() + " problems in the catalog, nothing was run\n",
                        "")));
        this.problems = List.copyOf(problems);
    }

    public List<Problem> problems() {
        return problems;
    }
}
