package io.restoreverifier.outlet.notify;

import io.restoreverifier.model.RunResult;
import io.restoreverifier.model.Settings;
import io.restoreverifier.model.Verdict;

/** Which runs somebody hears of. */
enum When {
    /** The default, and for a reason: of who hears only of trouble, silence means two things. */
    ALWAYS,
    /** Not of a run in which all passed, nothing of ours failed, and everybody was told. */
    TROUBLE;

    static When read(Settings settings) {
        return settings.choice("when", When.class).orElse(ALWAYS);
    }

    boolean holds(RunResult run) {
        return this == ALWAYS
                || run.verdict() != Verdict.PASSED
                || run.environment().containsKey("not told")
                || run.environment().containsKey("failed");
    }
}
