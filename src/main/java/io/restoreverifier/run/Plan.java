package io.restoreverifier.run;

import io.restoreverifier.check.Check;
import io.restoreverifier.model.Backup;
import io.restoreverifier.restore.Restorer;
import io.restoreverifier.sandbox.SandboxLimits;
import io.restoreverifier.source.Source;
import java.util.List;

/** A restore test, ready to run: a backup with the kinds that its entry names. */
public record Plan(Backup backup, Source source, Restorer restorer, List<Check> checks, SandboxLimits limits) {

    public Plan {
        checks = List.copyOf(checks);
    }

    public String name() {
        return backup.name();
    }
}
