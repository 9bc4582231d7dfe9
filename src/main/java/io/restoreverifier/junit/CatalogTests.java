package io.restoreverifier.junit;

import io.restoreverifier.run.RestoreRun;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.provider.ArgumentsSource;
import org.junit.jupiter.params.support.ParameterDeclarations;

/**
 * The catalog as tests, one for each backup that the command line chose. A class that extends this is all that a build
 * needs. The verifications run side by side in the run's own schedule; each test waits for the outcome of its own.
 */
@Tag(CatalogTests.TAG)
public abstract class CatalogTests {
    /** Tells restore tests from all other tests, whatever their classes are called. */
    static final String TAG = "restore";

    /** With no entry to run, because none is due, there is no test; a run without any chosen entry is refused before. */
    @ParameterizedTest(name = "{0}", allowZeroInvocations = true)
    @ArgumentsSource(Entries.class)
    void restores(Entry entry) throws InterruptedException {
        Verdicts.throwUnlessPassed(entry.run().outcome(entry.name()));
    }

    /** An entry of the catalog, shown by its name. */
    record Entry(String name, RestoreRun run) {
        @Override
        public String toString() {
            return name;
        }
    }

    /** The entries that were chosen; the run begins with them. */
    static final class Entries implements ArgumentsProvider {
        @Override
        public Stream<Arguments> provideArguments(ParameterDeclarations parameters, ExtensionContext context) {
            RestoreRun run = CurrentRun.of(context);
            run.begin();
            return run.entries().stream().map(name -> Arguments.of(new Entry(name, run)));
        }
    }
}
