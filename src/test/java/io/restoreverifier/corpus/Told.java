package io.restoreverifier.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import io.restoreverifier.model.Finding;
import io.restoreverifier.model.Outcome;
import java.util.List;
import java.util.stream.Collectors;

/** What a run has told of a variant. */
final class Told {
    private Told() {}

    /** Asserts that the errors have the variant's codes, all of them and no other. */
    static List<Finding> justTheErrorsOf(Variant variant, Outcome outcome) {
        List<Finding> errors =
                outcome.findings().stream().filter(Finding::isError).toList();
        assertThat(errors)
                .extracting(Finding::code)
                .as(of(outcome))
                .containsOnlyElementsOf(variant.errors())
                .containsAll(variant.errors());
        return errors;
    }

    /** All of it, for the message of an assertion. */
    static String of(Outcome outcome) {
        return outcome.findings().stream()
                .map(f -> f.severity() + " " + f.code() + " [" + f.subject() + "] " + f.message())
                .collect(Collectors.joining("\n", outcome.entry() + "\n", "\n"));
    }
}
