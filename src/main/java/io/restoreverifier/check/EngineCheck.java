package io.restoreverifier.check;

import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.CheckResult;
import io.restoreverifier.model.Expected;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.RestoredEngine;
import io.restoreverifier.model.Stage;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code commands:} and {@code identity:} of an engine that is restored by commands: one ends with status 0, and answers what
 * is expected. An answer that is no number may be a row, and is not shown.
 */
final class EngineCheck implements Check {
    private static final int NOT_FOUND = 127;

    private final String check;
    private final String subject;
    private final String run;
    private final Optional<Expected> expected;
    private final FindingCode code;

    private EngineCheck(String check, String subject, String run, Optional<Expected> expected, FindingCode code) {
        this.check = check;
        this.subject = subject;
        this.run = run;
        this.expected = expected;
        this.code = code;
    }

    /** @param expected empty when the status alone counts */
    static EngineCheck command(String name, String run, Optional<Expected> expected) {
        return new EngineCheck("commands", name, run, expected, FindingCode.COMMAND_FAILED);
    }

    static EngineCheck identity(String run, Expected expected) {
        return new EngineCheck("identity", "", run, Optional.of(expected), FindingCode.WRONG_SYSTEM);
    }

    @Override
    public String name() {
        return check;
    }

    @Override
    public CheckReport put(Subject put) {
        if (!(put.restored() instanceof RestoredEngine engine)) {
            return CheckReport.of(
                    CheckResult.notApplicable(check, subject, "", "what was restored is not asked by commands"));
        }
        RestoredEngine.Answer answer = engine.run(run, put.limit());
        String wanted = expected.map(Expected::toString).orElse("status 0");
        if (answer.status() == NOT_FOUND) {
            throw new CannotTell(
                    FindingCode.TOOL_FAILED,
                    label() + ": the image has no such program (status 127)",
                    "name a program of the image that restores");
        }
        if (answer.status() != 0) {
            String last = answer.errors().isEmpty()
                    ? ""
                    : ": " + answer.errors().get(answer.errors().size() - 1);
            return CheckReport.of(failed(
                    wanted,
                    "status " + answer.status(),
                    FindingCode.COMMAND_FAILED,
                    label() + ": expected status 0, found status " + answer.status() + last));
        }
        String found = String.join("\n", answer.output()).strip();
        return CheckReport.of(
                expected.isEmpty() || expected.get().holds(found)
                        ? CheckResult.passed(check, subject, wanted, expected.isEmpty() ? "status 0" : passing(found))
                        : failed(
                                wanted,
                                shown(found),
                                code,
                                label() + ": expected " + wanted + ", found " + shown(found)));
    }

    private CheckResult failed(String wanted, String found, FindingCode failing, String message) {
        String hint = code == FindingCode.WRONG_SYSTEM
                ? "the backup job backs up another system: look at the host that it connects to"
                : "does the same command hold in production?";
        return CheckResult.withFinding(
                check, subject, wanted, found, Finding.error(failing, Stage.CHECK, subject, message, hint));
    }

    private String label() {
        return subject.isEmpty() ? check : subject;
    }

    private static String passing(String found) {
        return isCountOrTruth(found) ? found : "as expected";
    }

    private static String shown(@Nullable String found) {
        if (found == null || found.isEmpty()) {
            return "nothing";
        }
        return isCountOrTruth(found) ? found : "another text of " + found.length() + " characters";
    }

    private static boolean isCountOrTruth(String found) {
        return found.matches("true|false|-?\\d{1,30}(\\.\\d{1,10})?");
    }
}
