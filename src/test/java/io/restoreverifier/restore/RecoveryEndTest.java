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

class RecoveryEndTest {
    private static final long SEGMENT = 16 << 20;

    @Test
    void redoThatEndedInTheLastSegmentIsWell() {
        assertThat(told("0/D01CE40", "00000001000000000000000C", "00000001000000000000000D"))
                .isEmpty();
    }

    @Test
    void redoThatEndedBeforeTheLastSegmentIsTold() {
        assertThat(told("0/D01CE40", "00000001000000000000000D", "00000001000000010000000F"))
                .contains("recovery ended in WAL segment 000000000000000D of a timeline, and the archive goes on to"
                        + " 000000010000000F: what follows does not hold");
    }

    /** The old primary went on for a while. */
    @Test
    void theLatestTimelineCounts() {
        assertThat(told("0/D01CE40", "000000010000000000000010", "00000002000000000000000D"))
                .isEmpty();
    }

    @Test
    void anEndThatIsNotKnownIsNoFinding() {
        assertThat(told("", "00000001000000000000000D")).isEmpty();
    }

    @Test
    void aRecordThatDoesNotHoldIsTold() {
        assertThat(RecoveryEnd.damaged("LOG: redo starts at 0/3000028\nLOG: redo done at 0/5000028"))
                .isEmpty();
        assertThat(RecoveryEnd.damaged("LOG: incorrect resource manager data checksum in record at 0/50000A0\nLOG"))
                .map(Finding::message)
                .hasValue("recovery ended at 0/50000A0 of the WAL, where a record does not hold against its checksum");
    }

    private static Optional<String> told(String end, String... segments) {
        PhysicalBackup backup = new PhysicalBackup(
                15,
                "",
                "",
                true,
                Optional.empty(),
                new TreeSet<>(List.of(segments)),
                SEGMENT,
                Map.of(),
                Set.of(),
                Lineage.UNKNOWN);
        return RecoveryEnd.early(end, backup).map(Finding::message);
    }
}
