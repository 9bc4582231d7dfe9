package io.restoreverifier.application;

import io.restoreverifier.model.CheckResult;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Stage;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;

/** By default, and last of all: the application still runs when it has answered. */
final class RunsCheck implements ApplicationCheck {
    private static final String EXPECTED = "runs to the end of the checks";

    @Override
    public String name() {
        return "runs";
    }

    @Override
    public List<CheckResult> put(Visit visit, Duration limit) {
        OptionalInt status = visit.application().ended();
        if (status.isEmpty()) {
            return List.of(CheckResult.passed(name(), "", EXPECTED, "runs"));
        }
        visit.exhaustion().ifPresent(exhausted -> {
            throw exhausted;
        });
        Finding finding = Finding.error(
                FindingCode.COMMAND_FAILED,
                Stage.CHECK,
                "run",
                "run: the application was ready and then ended with status " + status.getAsInt()
                        + visit.application().causes(),
                status.getAsInt() == 137
                        ? "it was killed: did it need more memory than the sandbox has?"
                        : "what did the last request ask of it?");
        return List.of(
                CheckResult.withFinding(name(), "", EXPECTED, "ended with status " + status.getAsInt(), finding));
    }
}
