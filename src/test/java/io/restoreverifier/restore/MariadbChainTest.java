package io.restoreverifier.restore;

import static org.assertj.core.api.Assertions.assertThat;

import io.restoreverifier.model.MariadbBackup;
import io.restoreverifier.restore.MariadbBackupUnpacking.Unpacked;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MariadbChainTest {
    private static final Unpacked FULL = one("sunday", 0, 100);
    private static final Unpacked MONDAY = one("monday", 100, 200);
    private static final Unpacked TUESDAY = one("tuesday", 200, 300);
    private static final Unpacked QUIET = one("quiet", 300, 300);

    @Test
    void incrementalsThatGoOnFromEachOtherAreAllApplied() {
        MariadbChain chain = MariadbChain.of(FULL, List.of(MONDAY, TUESDAY, QUIET));

        assertThat(chain.findings()).isEmpty();
        assertThat(chain.steps()).containsExactly(MONDAY, TUESDAY, QUIET);
        assertThat(MariadbChain.of(FULL, List.of()).steps()).isEmpty();
    }

    @Test
    void ofThoseThatAllGoOnFromTheFullOneTheNewestIsEnough() {
        Unpacked differential = one("differential", 100, 300);

        assertThat(MariadbChain.of(FULL, List.of(MONDAY, differential)).steps()).containsExactly(differential);
    }

    @Test
    void aMissingOneIsNamedByWhatIsAroundIt() {
        assertThat(finding(List.of(TUESDAY)))
                .isEqualTo("ARTIFACT_INCOMPLETE: an incremental backup is missing before tuesday: it goes on from log"
                        + " sequence number 200, and sunday ends at 100");
        assertThat(finding(List.of(MONDAY, one("wednesday", 300, 400))))
                .isEqualTo("ARTIFACT_INCOMPLETE: an incremental backup is missing before wednesday: it goes on from log"
                        + " sequence number 300, and monday ends at 200");
    }

    @Test
    void thoseInAnotherOrderThanTheirNamesAreRefused() {
        assertThat(finding(List.of(TUESDAY, MONDAY)))
                .isEqualTo("ARTIFACT_CORRUPT: they are out of order: tuesday ends at log sequence number 300, and"
                        + " monday, which is called newer, at 200");
    }

    @Test
    void oneOfAnotherFullBackupIsRefused() {
        assertThat(finding(List.of(one("stray", 50, 150))))
                .isEqualTo(
                        "ARTIFACT_INCOMPLETE: stray is of another full backup: it goes on from log sequence number 50,"
                                + " and sunday ends at 100");
    }

    @Test
    void aFullOneAmongThemIsRefused() {
        assertThat(finding(List.of(one("full", 0, 500))))
                .isEqualTo("ARTIFACT_INCOMPLETE: full is a full backup, expected an incremental one");
    }

    @Test
    void whatCannotBeAFullBackupIsToldBeforeASandboxIsOpened() {
        assertThat(MariadbBackupGaps.ofFull(MONDAY.backup().orElseThrow(), "monday", Optional.of("11.4")))
                .extracting(f -> f.code() + ": " + f.message())
                .containsExactly(
                        "ARTIFACT_INCOMPLETE: it is an incremental backup, which goes on from log sequence number 100,"
                                + " expected a full one",
                        "VERSION_MISMATCH: it is of MariaDB 10.11, and the entry has version 11.4: a backup by"
                                + " mariadb-backup comes back in its own series alone");
        assertThat(MariadbBackupGaps.ofFull(FULL.backup().orElseThrow(), "sunday", Optional.of("10.11")))
                .isEmpty();
        MariadbBackup torn =
                new MariadbBackup("8.0.36", "", false, false, 0, 100, List.of("ib_logfile0"), Optional.empty());
        assertThat(MariadbBackupGaps.ofFull(torn, "torn", Optional.empty()))
                .extracting(f -> f.code() + ": " + f.message())
                .containsExactly(
                        "ARTIFACT_INCOMPLETE: torn lacks ib_logfile0, which every backup by mariadb-backup has",
                        "UNKNOWN_FORMAT: it is a backup of a server that is not MariaDB's: 8.0.36");
    }

    private static String finding(List<Unpacked> incrementals) {
        MariadbChain chain = MariadbChain.of(FULL, incrementals);
        assertThat(chain.steps()).isEmpty();
        assertThat(chain.findings()).hasSize(1);
        return chain.findings().get(0).code() + ": " + chain.findings().get(0).message();
    }

    private static Unpacked one(String name, long from, long to) {
        MariadbBackup backup =
                new MariadbBackup("10.11.6-MariaDB", "", from > 0, false, from, to, List.of(), Optional.empty());
        return new Unpacked(name, "/data/" + name, Optional.of(backup), List.of());
    }
}
