package io.restoreverifier.model;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** All that was found about one entry, each finding once, whether a stage or a check said it. */
public record EntryFindings(List<Finding> all) {

    public static EntryFindings of(Outcome outcome) {
        Set<Finding> findings = new LinkedHashSet<>(outcome.findings());
        outcome.checks().stream().map(CheckResult::findings).forEach(findings::addAll);
        return new EntryFindings(List.copyOf(findings));
    }

    public List<Finding> errors() {
        return all.stream().filter(Finding::isError).toList();
    }

    /** What its entry lives with. */
    public List<Finding> ignored() {
        return all.stream().filter(f -> f.ignored().isPresent()).toList();
    }

    /** The error to show when there is room for one: the first that decided the verdict; empty when none did. */
    public Optional<Finding> decisive(Outcome outcome) {
        return errors().stream().filter(e -> e.verdict() == outcome.verdict()).findFirst();
    }
}
