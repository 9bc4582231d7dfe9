package io.restoreverifier.check;

import io.restoreverifier.model.CheckResult;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.RestoredRepository;
import io.restoreverifier.model.Stage;

/** A check that looks at a git repository. */
abstract class RepositoryCheck implements Check {

    abstract CheckReport put(RestoredRepository repository, Subject subject);

    @Override
    public final CheckReport put(Subject subject) {
        return subject.restored() instanceof RestoredRepository repository
                ? put(repository, subject)
                : CheckReport.of(CheckResult.notApplicable(name(), "", "", "what was restored is no git repository"));
    }

    final CheckResult failed(FindingCode code, String subject, String expected, String message, String hint) {
        return CheckResult.withFinding(
                name(), subject, expected, message, Finding.error(code, Stage.CHECK, subject, message, hint));
    }
}
