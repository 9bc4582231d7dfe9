package io.restoreverifier.check;

import io.restoreverifier.model.CheckResult;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.RestoredRepository;

/** {@code commit: 8f0e3c1}: a branch or a tag leads to it, so it is the right repository and has its history. */
final class CommitCheck extends RepositoryCheck {
    private final String commit;

    CommitCheck(String commit) {
        this.commit = commit;
    }

    @Override
    public String name() {
        return "commit";
    }

    @Override
    CheckReport put(RestoredRepository repository, Subject subject) {
        String expected = "a branch or a tag leads to it";
        return CheckReport.of(
                repository.leadsTo(commit)
                        ? CheckResult.passed(name(), commit, expected, "one does")
                        : failed(
                                FindingCode.GIT_BROKEN,
                                commit,
                                expected,
                                "no branch and no tag leads to the commit " + commit,
                                "is it the right repository? was its history rewritten?"));
    }
}
