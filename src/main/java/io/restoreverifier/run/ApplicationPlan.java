package io.restoreverifier.run;

import io.restoreverifier.application.ApplicationCheck;
import io.restoreverifier.application.Start;
import io.restoreverifier.model.Backup;
import io.restoreverifier.sandbox.SandboxLimits;
import java.util.List;
import java.util.Optional;

/**
 * An application, ready to run.
 *
 * @param entry as the catalog declares it
 * @param needs its parts, in the order of the catalog
 */
record ApplicationPlan(
        Backup entry, List<Need> needs, Start start, List<ApplicationCheck> checks, SandboxLimits limits) {

    ApplicationPlan {
        needs = List.copyOf(needs);
        checks = List.copyOf(checks);
    }

    String name() {
        return entry.name();
    }

    /**
     * A part of it.
     *
     * @param part what the catalog calls it there, such as {@code database}
     * @param plan of the backup that it is restored from
     * @param user the role that the application logs in as; empty: one of our own
     */
    record Need(String part, Plan plan, Optional<String> user) {

        boolean isDatabase() {
            return plan.restorer().kind().equals("database");
        }
    }
}
