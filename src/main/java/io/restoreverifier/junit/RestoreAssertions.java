package io.restoreverifier.junit;

import io.restoreverifier.model.RestoredDatabase;
import io.restoreverifier.model.RestoredFiles;

/**
 * Assertions about what a {@link RestoreTest} is given, in the style of AssertJ. Each is a check of the catalog: what
 * speaks against the backup is an {@link AssertionError} and FAILED, what keeps from telling is COULD_NOT_VERIFY. Their
 * messages carry no row, and go to the report.
 */
public final class RestoreAssertions {
    private RestoreAssertions() {}

    public static DatabaseAssert assertThat(RestoredDatabase database) {
        return new DatabaseAssert(database);
    }

    public static FilesAssert assertThat(RestoredFiles files) {
        return new FilesAssert(files);
    }
}
