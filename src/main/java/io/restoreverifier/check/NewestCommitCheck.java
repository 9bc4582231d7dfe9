package io.restoreverifier.check;

import io.restoreverifier.model.CheckResult;
import io.restoreverifier.model.Durations;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.RestoredRepository;
import io.restoreverifier.model.RestoredRepository.Commit;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * By default: how old the newest commit is that a branch or a tag leads to, held against the RPO. Commits of the future,
 * which a wrong clock made, do not count.
 */
final class NewestCommitCheck extends RepositoryCheck {
    private static final String NAME = "newest-data";

    private final Optional<String> quiet;

    /** @param quiet why nothing is committed for long, so that its age is only reported; empty to hold it */
    NewestCommitCheck(Optional<String> quiet) {
        this.quiet = quiet;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    CheckReport put(RestoredRepository repository, Subject subject) {
        Optional<Commit> newest = repository.newest(subject.now().plus(NewestDataCheck.TOLERATED_FUTURE));
        if (newest.isEmpty()) {
            return CheckReport.of(
                    CheckResult.notApplicable(NAME, "", "", "there is no commit that is not of the future"));
        }
        Duration age = Duration.between(newest.get().at(), subject.now());
        return new CheckReport(List.of(held(newest.get(), age, subject)), Optional.of(age), List.of());
    }

    private CheckResult held(Commit newest, Duration age, Subject subject) {
        String found = newest.at() + ", " + Durations.format(age) + " old, commit " + newest.name();
        if (quiet.isPresent() || subject.rpo().isEmpty()) {
            String why =
                    quiet.map(reason -> "not held against the RPO: " + reason).orElse("no objective is stated");
            return CheckResult.notApplicable(NAME, "", "", why + "; the newest is of " + found);
        }
        String expected = "at most " + Durations.format(subject.rpo().get()) + " old";
        if (age.compareTo(subject.rpo().get()) <= 0) {
            return CheckResult.passed(NAME, "", expected, found);
        }
        return failed(
                FindingCode.RPO_EXCEEDED,
                NAME,
                expected,
                "the newest commit is " + Durations.format(age) + " old (of " + newest.at() + ", " + newest.name()
                        + "), expected " + expected,
                "does the job still back up the repository that people push to? if nothing is committed for so long,"
                        + " say `newest-data: {quiet: WHY}`");
    }
}
