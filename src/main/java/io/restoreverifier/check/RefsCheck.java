package io.restoreverifier.check;

import io.restoreverifier.model.CheckResult;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.RestoredRepository;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code branches: [main]}, {@code tags: [v1.0]}: they came back. */
final class RefsCheck extends RepositoryCheck {
    private final Kind kind;
    private final List<String> expected;

    /** What is looked for. */
    enum Kind {
        BRANCH("branches", "branch"),
        TAG("tags", "tag");

        private final String key;
        private final String one;

        Kind(String key, String one) {
            this.key = key;
            this.one = one;
        }

        private Map<String, String> of(RestoredRepository repository) {
            return this == BRANCH ? repository.branches() : repository.tags();
        }
    }

    RefsCheck(Kind kind, List<String> expected) {
        this.kind = kind;
        this.expected = List.copyOf(expected);
    }

    @Override
    public String name() {
        return kind.key;
    }

    @Override
    CheckReport put(RestoredRepository repository, Subject subject) {
        Map<String, String> there = kind.of(repository);
        List<CheckResult> results = new ArrayList<>();
        for (String name : expected) {
            Optional<String> object = Optional.ofNullable(there.get(name));
            results.add(object.map(o -> CheckResult.passed(name(), name, "is there", "at " + o))
                    .orElseGet(() -> failed(
                            FindingCode.GIT_BROKEN,
                            name,
                            "is there",
                            "there is no " + kind.one + " " + name + ", found " + there.size() + " others",
                            "does the job back up all of them? git bundle create NAME --all, or git clone --mirror")));
        }
        return CheckReport.of(results);
    }
}
