package io.restoreverifier.junit;

import io.restoreverifier.run.RestoreRun;
import io.restoreverifier.run.RunOptions;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;

/** The one run that all tests of a JUnit session share; closed with the session, which writes the report. */
final class CurrentRun {
    private static final Namespace NAMESPACE = Namespace.create(CurrentRun.class);

    private CurrentRun() {}

    /** @throws io.restoreverifier.model.CatalogException when the catalog cannot be used */
    static RestoreRun of(ExtensionContext context) {
        return context.getStore(StoreScope.LAUNCHER_SESSION, NAMESPACE)
                .getOrComputeIfAbsent(
                        "run", key -> RestoreRun.open(RunOptions.from(System.getProperties())), RestoreRun.class);
    }
}
