package io.restoreverifier.check;

import io.restoreverifier.model.Finding;
import java.util.List;
import java.util.stream.Collectors;

/** A check that a test in Java has put does not hold: an assertion whose message carries no row. */
public final class DoesNotHold extends AssertionError {
    private static final long serialVersionUID = 1;

    private final transient List<Finding> findings;

    DoesNotHold(List<Finding> findings) {
        super(findings.stream()
                .map(f -> f.code() + ": " + f.message() + (f.hint().isEmpty() ? "" : "\n  hint: " + f.hint()))
                .collect(Collectors.joining("\n")));
        this.findings = List.copyOf(findings);
    }

    /** What is wrong; at least one. */
    public List<Finding> findings() {
        return findings;
    }
}
