package io.restoreverifier.run;

import io.restoreverifier.check.Check;
import io.restoreverifier.check.CheckReport;
import io.restoreverifier.check.Subject;
import io.restoreverifier.model.CheckResult;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Stage;
import io.restoreverifier.source.OwnCheck;
import java.util.Optional;

/** Lets the place where artifacts lie check itself: one snapshot came back, and there are others, for other nights. */
record OwnCheckOfSource(OwnCheck own) implements Check {
    private static final String NAME = "repository";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean besideOthers() {
        return true;
    }

    @Override
    public CheckReport put(Subject subject) {
        Optional<String> damage = own.damage(subject.limit());
        return CheckReport.of(damage.map(this::damaged)
                .orElseGet(() -> CheckResult.passed(NAME, own.command(), "no damage", "no damage")));
    }

    private CheckResult damaged(String said) {
        return CheckResult.withFinding(
                NAME,
                own.command(),
                "no damage",
                said,
                Finding.error(
                        FindingCode.ARTIFACT_CORRUPT,
                        Stage.CHECK,
                        own.command(),
                        "the repository is damaged, says " + own.command() + ": " + said,
                        "look at the disk that it lies on, and back up to another repository before this one is repaired"));
    }
}
