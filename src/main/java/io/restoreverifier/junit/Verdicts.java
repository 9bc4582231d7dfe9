package io.restoreverifier.junit;

import io.restoreverifier.model.Finding;
import io.restoreverifier.model.Outcome;
import io.restoreverifier.model.Verdict;
import java.util.stream.Collectors;
import org.opentest4j.AssertionFailedError;

/** Turns a verdict into what JUnit understands: passed, failure or error; never skipped. */
final class Verdicts {
    private Verdicts() {}

    static void throwUnlessPassed(Outcome outcome) {
        if (outcome.verdict() == Verdict.PASSED) {
            return;
        }
        String message = outcome.findings().stream()
                .filter(Finding::isError)
                .map(f -> outcome.entry() + ": " + f.stage().label() + ": " + f.code() + ": " + f.message()
                        + (f.hint().isEmpty() ? "" : "\n  hint: " + f.hint()))
                .collect(Collectors.joining("\n", outcome.verdict() + "\n", ""));
        if (outcome.verdict() == Verdict.FAILED) {
            throw failure(message);
        }
        throw new CouldNotVerify(message);
    }

    private static AssertionFailedError failure(String message) {
        AssertionFailedError failure = new AssertionFailedError(message);
        failure.setStackTrace(new StackTraceElement[0]);
        return failure;
    }
}
