package io.restoreverifier.junit;

import io.restoreverifier.model.CatalogException;
import io.restoreverifier.run.RunOptions;
import io.restoreverifier.run.SelectedEntries;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.FilterResult;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.TestSource;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.PostDiscoveryFilter;

/**
 * Leaves out restore tests in Java whose backup the command line did not choose, since a skipped test would look like a
 * proof that was not given. One whose backup does not exist stays, and fails.
 */
public final class SelectedRestoreTests implements PostDiscoveryFilter {
    private @Nullable SelectedEntries entries;

    @Override
    public FilterResult apply(TestDescriptor descriptor) {
        RestoreTest test =
                descriptor.getSource().map(SelectedRestoreTests::annotation).orElse(null);
        if (test == null) {
            return FilterResult.included("no restore test in Java");
        }
        try {
            return FilterResult.includedIf(entries().include(test.value()));
        } catch (CatalogException e) {
            return FilterResult.excluded("the catalog cannot be read, which fails the catalog's own tests");
        }
    }

    /** JUnit asks about what has no children: methods, and classes without any. */
    private static @Nullable RestoreTest annotation(TestSource source) {
        if (source instanceof MethodSource method) {
            return method.getJavaClass().getAnnotation(RestoreTest.class);
        }
        return source instanceof ClassSource type ? type.getJavaClass().getAnnotation(RestoreTest.class) : null;
    }

    private synchronized SelectedEntries entries() {
        if (entries == null) {
            entries = SelectedEntries.read(RunOptions.from(System.getProperties()));
        }
        return entries;
    }
}
