package io.restoreverifier.restore;

import static org.assertj.core.api.Assertions.assertThat;

import io.restoreverifier.model.Finding;
import io.restoreverifier.model.Lineage;
import io.restoreverifier.model.PhysicalBackup;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class PhysicalGapsTest {
    private static final long SEGMENT = 16 << 20;

    @Test
    void whatIsWholeHasNoGap() {
        assertThat(told(SEGMENT, "0000000100000000000000FE", "0000000100000000000000FF", "000000010000000100000000"))
                .isEmpty();
    }

    @Test
    void aGapAtTheEndOfALogIsSeen() {
        assertThat(told(SEGMENT, "0000000100000000000000FE", "000000010000000100000000"))
                .containsExactly("WAL segment 0000000100000000000000FF is missing, between 0000000100000000000000FE and"
                        + " 000000010000000100000000");
    }

    @Test
    void segmentsOfAnotherSizeAreCountedByIt() {
        assertThat(told(1L << 30, "000000010000000000000003", "000000010000000100000000"))
                .isEmpty();
    }

    @Test
    void whatLiesBeforeTheBeginningIsNoMatter() {
        assertThat(told(SEGMENT, "0000000100000000000000FE", "000000010000000000000001"))
                .isEmpty();
    }

    @Test
    void aTimelineBeginsInTheSegmentThatAnEarlierOneEndsInOrInTheNext() {
        assertThat(told(SEGMENT, "0000000100000000000000FE", "0000000200000000000000FE"))
                .isEmpty();
        assertThat(told(SEGMENT, "0000000100000000000000FE", "0000000200000000000000FF"))
                .isEmpty();
    }

    /** Recovery would stop there, and say nothing. */
    @Test
    void aGapBetweenTimelinesIsSeen() {
        assertThat(told(SEGMENT, "0000000100000000000000FE", "000000020000000100000000"))
                .containsExactly("WAL segment 0000000100000000000000FF is missing, between 0000000100000000000000FE and"
                        + " 000000020000000100000000");
    }

    private static List<String> told(long segmentBytes, String first, String... others) {
        TreeSet<String> segments = new TreeSet<>(List.of(others));
        segments.add(first);
        PhysicalBackup backup = new PhysicalBackup(
                15,
                "",
                "base.tar",
                true,
                Optional.of(first),
                segments,
                segmentBytes,
                Map.of(),
                Set.of(),
                Lineage.UNKNOWN);
        return new PhysicalGaps(backup)
                .findings().stream().map(Finding::message).toList();
    }
}
