package io.restoreverifier.restore;

import static org.assertj.core.api.Assertions.assertThat;

import io.restoreverifier.model.Artifact;
import io.restoreverifier.model.Artifact.TimeFrom;
import io.restoreverifier.model.FetchedArtifact;
import io.restoreverifier.model.Format;
import io.restoreverifier.model.Lineage;
import io.restoreverifier.model.PhysicalBackup;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class PhysicalChainTest {
    private static final PhysicalStep FULL = one("sunday", 0x1_0000_0028L, OptionalLong.empty());
    private static final PhysicalStep MONDAY = one("monday", 0x1_0000_0100L, 0x1_0000_0028L);
    private static final PhysicalStep TUESDAY = one("tuesday", 0x1_0000_0200L, 0x1_0000_0100L);

    @Test
    void thoseThatGoOnFromEachOtherAreAllCombined() {
        PhysicalChain chain = PhysicalChain.of(FULL, List.of(MONDAY, TUESDAY));

        assertThat(chain.findings()).isEmpty();
        assertThat(chain.steps()).containsExactly(MONDAY, TUESDAY);
        assertThat(PhysicalChain.of(FULL, List.of()).findings()).isEmpty();
    }

    @Test
    void ofThoseThatAllGoOnFromTheFullOneTheNewestIsEnough() {
        PhysicalStep differential = one("differential", 0x1_0000_0300L, 0x1_0000_0028L);

        assertThat(PhysicalChain.of(FULL, List.of(MONDAY, differential)).steps())
                .containsExactly(differential);
    }

    @Test
    void aMissingOneIsNamedByWhatIsAroundIt() {
        assertThat(finding(FULL, TUESDAY))
                .isEqualTo("ARTIFACT_INCOMPLETE: an incremental backup is missing before tuesday: it goes on from the"
                        + " backup that starts at 1/100, and sunday starts at 1/28");
        assertThat(finding(FULL, MONDAY, one("thursday", 0x1_0000_0900L, 0x1_0000_0300L)))
                .isEqualTo("ARTIFACT_INCOMPLETE: an incremental backup is missing before thursday: it goes on from the"
                        + " backup that starts at 1/300, and monday starts at 1/100");
    }

    @Test
    void oneOfAnotherFullBackupIsRefused() {
        assertThat(finding(FULL, one("stray", 0x1_0000_0300L, 0x28L)))
                .isEqualTo(
                        "ARTIFACT_INCOMPLETE: stray is of another full backup: it goes on from the backup that starts"
                                + " at 0/28, and sunday starts at 1/28");
    }

    @Test
    void oneOfAnotherServerIsRefused() {
        assertThat(finding(FULL, one("other", new Lineage(0x1_0000_0300L, OptionalLong.of(0x1_0000_0028L), "43"))))
                .isEqualTo("ARTIFACT_INCOMPLETE: other is of another server: its system identifier is 43, and that of"
                        + " sunday is 42");
    }

    @Test
    void eachMustBeOfItsKind() {
        assertThat(finding(FULL, FULL))
                .isEqualTo("ARTIFACT_INCOMPLETE: sunday is a full backup, expected an incremental one");
        assertThat(finding(MONDAY, TUESDAY))
                .isEqualTo("ARTIFACT_INCOMPLETE: monday is an incremental backup, expected a full one");
    }

    private static String finding(PhysicalStep full, PhysicalStep... incrementals) {
        PhysicalChain chain = PhysicalChain.of(full, List.of(incrementals));
        assertThat(chain.steps()).isEmpty();
        assertThat(chain.findings()).hasSize(1);
        return chain.findings().get(0).code() + ": " + chain.findings().get(0).message();
    }

    private static PhysicalStep one(String name, long starts, long from) {
        return one(name, starts, OptionalLong.of(from));
    }

    private static PhysicalStep one(String name, long starts, OptionalLong from) {
        return one(name, new Lineage(starts, from, "42"));
    }

    private static PhysicalStep one(String name, Lineage lineage) {
        Artifact artifact = new Artifact(name, name, 1, Instant.EPOCH, TimeFrom.NAME);
        PhysicalBackup backup = new PhysicalBackup(
                17, "", "base.tar", true, Optional.empty(), new TreeSet<>(), 0, Map.of(), Set.of(), lineage);
        return new PhysicalStep(
                new FetchedArtifact(artifact, Path.of(name), 1, Map.of(), false), Format.TAR, backup, name + "/");
    }
}
