package io.restoreverifier.run;

import io.restoreverifier.catalog.UnsupportedEntry;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Outcome;
import io.restoreverifier.model.Stage;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;

/** An entry that this version cannot verify: reported as such, and never left out. */
final class Unsupported {
    private Unsupported() {}

    static CompletableFuture<Outcome> outcome(UnsupportedEntry entry, Surroundings run) {
        Finding finding = Finding.error(
                FindingCode.NOT_SUPPORTED,
                Stage.LOCATE,
                entry.name(),
                "entries of kind " + entry.kind() + " are not verified by this version",
                "verify its parts as backups of their own meanwhile");
        Outcome outcome = Outcomes.without(entry.name(), entry.kind(), entry.labels(), finding, Instant.now());
        run.progress().finished(outcome);
        return CompletableFuture.completedFuture(outcome);
    }
}
