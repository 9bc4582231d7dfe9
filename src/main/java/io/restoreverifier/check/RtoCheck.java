package io.restoreverifier.check;

import io.restoreverifier.model.CheckResult;
import io.restoreverifier.model.Durations;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Objective;
import io.restoreverifier.model.Stage;
import java.util.Optional;

/** By default: recovery, from the fetch to a server that answers, took no longer than the objective. */
final class RtoCheck implements Check {

    @Override
    public String name() {
        return "rto";
    }

    @Override
    public CheckReport put(Subject subject) {
        Objective rto = subject.rto();
        String found = rto.measured().map(Durations::format).orElse("not measured");
        Optional<String> expected = rto.objective().map(o -> "at most " + Durations.format(o));
        if (expected.isEmpty()) {
            return CheckReport.of(
                    CheckResult.notApplicable(name(), "", "", "no objective is stated; measured " + found));
        }
        if (!rto.isExceeded()) {
            return CheckReport.of(CheckResult.passed(name(), "", expected.get(), found));
        }
        return CheckReport.of(CheckResult.withFinding(
                name(),
                "",
                expected.get(),
                found,
                Finding.error(
                        FindingCode.RTO_EXCEEDED,
                        Stage.CHECK,
                        "",
                        "recovery took " + found + ", expected " + expected.get(),
                        "see in the stages what took the time: the fetch or the restore")));
    }
}
