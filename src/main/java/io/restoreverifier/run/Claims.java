package io.restoreverifier.run;

import io.restoreverifier.check.Check;
import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.Durations;
import io.restoreverifier.restore.RestoreRequest;
import io.restoreverifier.sandbox.Need;
import java.time.Duration;
import java.util.List;

/** The memory and disk of one attempt, waited for beside the others; what it waited counts for nothing. */
record Claims(Plan plan, Surroundings run, Story story, Stopwatch watch) {

    /** For the copy of an artifact; gives how long it waited. */
    Duration toFetch(long bytes) {
        return claim(new Need(0, Math.max(0, bytes)));
    }

    /** For what comes back, and for the checks that open sandboxes. */
    void toRestore(RestoreRequest request) {
        claim(plan.restorer().need(request).plus(needOfChecks()));
    }

    /** Gives everything back. */
    void release() {
        run.admission().release(watch);
    }

    private Need needOfChecks() {
        if (plan.checks().stream().noneMatch(Check::opensSandbox)) {
            return Need.NOTHING;
        }
        try {
            return run.sandboxes().get().need(0, plan.limits());
        } catch (CannotTell e) {
            // Without sandboxes those checks take nothing, and say so themselves; the others can be put.
            return Need.NOTHING;
        }
    }

    private Duration claim(Need need) {
        Duration before = watch.stood();
        run.admission().claim(need, watch);
        Duration waited = watch.stood().minus(before);
        if (waited.toSeconds() > 0) {
            story.note(List.of("waited " + Durations.format(waited) + " for memory or disk, which counts for nothing"));
        }
        return waited;
    }
}
