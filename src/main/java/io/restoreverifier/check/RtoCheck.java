package io.restoreverifier.check;

import io.restoreverifier.model.CheckResult;
import io.restoreverifier.model.Durations;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Objective;
import io.restoreverifier.model.Stage;
import java.util.Optional;

/** By default: recovery, from the fetch to a server that answers, took no longer than the objective. */
public final class RtoCheck implements Check {
    /** As users know it. */
    public static final String NAME = "rto";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public CheckReport put(Subject subject) {
        return CheckReport.of(answer(subject.rto()));
    }

    /** Holds what was measured against the objective. */
    public static CheckResult answer(Objective rto) {
        String found = rto.measured().map(Durations::format).orElse("not measured");
        Optional<String> expected = rto.objective().map(o -> "at most " + Durations.format(o));
        if (expected.isEmpty()) {
            return CheckResult.notApplicable(NAME, "", "", "no objective is stated; measured " + found);
        }
        if (!rto.isExceeded()) {
            return CheckResult.passed(NAME, "", expected.get(), found);
        }
        return CheckResult.withFinding(
                NAME,
                "",
                expected.get(),
                found,
                Finding.error(
                        FindingCode.RTO_EXCEEDED,
                        Stage.CHECK,
                        "",
                        "recovery took " + found + ", expected " + expected.get(),
                        "see in the stages what took the time: the fetch or the restore"));
    }
}
