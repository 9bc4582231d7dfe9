package io.restoreverifier.run;

import io.restoreverifier.check.Check;
import io.restoreverifier.model.Backup;
import io.restoreverifier.restore.Restorer;
import io.restoreverifier.sandbox.SandboxLimits;
import io.restoreverifier.source.Source;
import java.util.List;
import java.util.Map;

/**
 * A restore test, ready to run: a backup with the kinds that its entry names.
 *
 * @param counterparts the other backups that its checks need, by name
 */
public record Plan(
        Backup backup,
        Source source,
        Restorer restorer,
        List<Check> checks,
        SandboxLimits limits,
        Map<String, Plan> counterparts) {

    public Plan {
        checks = List.copyOf(checks);
        counterparts = Map.copyOf(counterparts);
    }

    /** One that stands alone. */
    Plan(Backup backup, Source source, Restorer restorer, List<Check> checks, SandboxLimits limits) {
        this(backup, source, restorer, checks, limits, Map.of());
    }

    /** With checks that write their references in place of comparing with them. */
    Plan writingReferences() {
        return new Plan(
                backup,
                source,
                restorer,
                checks.stream().map(Check::writingReference).toList(),
                limits);
    }

    public String name() {
        return backup.name();
    }

    Plan with(Map<String, Plan> others) {
        return new Plan(backup, source, restorer, checks, limits, others);
    }
}
