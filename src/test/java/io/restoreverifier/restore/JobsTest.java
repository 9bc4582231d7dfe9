package io.restoreverifier.restore;

import static org.assertj.core.api.Assertions.assertThat;

import io.restoreverifier.model.TableOfContents;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class JobsTest {
    @Test
    void oneLargeTableIsRestoredInOneTransaction() {
        assertThat(Jobs.fastest(tables(7_000_000, 700, 70), 4)).isEqualTo("--single-transaction");
    }

    @Test
    void manyTablesAreRestoredByOneJobForEachCore() {
        assertThat(Jobs.fastest(tables(100_000, 100_000, 90_000), 2)).isEqualTo("--jobs=2");
        assertThat(Jobs.fastest(tables(100_000, 100_000, 90_000), 64)).isEqualTo("--jobs=4");
    }

    @Test
    void aSmallDatabaseOrAMachineWithOneCoreIsNotWorthIt() {
        assertThat(Jobs.fastest(tables(1000, 1000, 1000), 4)).isEqualTo("--single-transaction");
        assertThat(Jobs.fastest(tables(100_000, 100_000, 90_000), 1)).isEqualTo("--single-transaction");
        assertThat(Jobs.fastest(tables(), 4)).isEqualTo("--single-transaction");
    }

    private static TableOfContents tables(long... rows) {
        return new TableOfContents(
                "shop",
                "15",
                "15",
                Optional.empty(),
                Optional.empty(),
                LongStream.of(rows)
                        .mapToObj(n ->
                                new TableOfContents.Entry(1, "TABLE DATA", "public", "t" + n, "", true, Optional.of(n)))
                        .toList(),
                Optional.empty());
    }
}
