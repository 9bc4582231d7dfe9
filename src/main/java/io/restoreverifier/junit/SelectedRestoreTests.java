package io.restoreverifier.junit;

import io.restoreverifier.model.CatalogException;
import io.restoreverifier.run.RunOptions;
import io.restoreverifier.run.SelectedEntries;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.FilterResult;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.launcher.PostDiscoveryFilter;

/**
 * Leaves out restore tests in Java whose backup the command line did not choose, since a skipped test would look like a
 * proof that was not given. One whose backup does not exist stays, and fails.
 */
public final class SelectedRestoreTests implements PostDiscoveryFilter {
    private @Nullable SelectedEntries entries;

    @Override
    public FilterResult apply(TestDescriptor descriptor) {
        RestoreTest test = restoreTest(descriptor);
        if (test == null) {
            return FilterResult.included("no restore test in Java");
        }
        try {
            return FilterResult.includedIf(entries().include(test.value()));
        } catch (CatalogException e) {
            return FilterResult.excluded("the catalog cannot be read, which fails the catalog's own tests");
        }
    }

    /** Of the class or, since JUnit leaves out no container that still has a test, of the class that it is in. */
    private static @Nullable RestoreTest restoreTest(TestDescriptor descriptor) {
        for (TestDescriptor at = descriptor; at != null; at = at.getParent().orElse(null)) {
            RestoreTest test = at.getSource()
                    .filter(ClassSource.class::isInstance)
                    .map(source -> ((ClassSource) source).getJavaClass().getAnnotation(RestoreTest.class))
                    .orElse(null);
            if (test != null) {
                return test;
            }
        }
        return null;
    }

    private synchronized SelectedEntries entries() {
        if (entries == null) {
            entries = SelectedEntries.read(RunOptions.from(System.getProperties()));
        }
        return entries;
    }
}
