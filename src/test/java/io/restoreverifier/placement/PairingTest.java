package io.restoreverifier.placement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.restoreverifier.model.Artifact;
import io.restoreverifier.model.Artifact.TimeFrom;
import io.restoreverifier.model.Criticality;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PairingTest {
    private static final Standing COPY = new Standing("attic", Domains.UNSTATED, Optional.empty());
    private static final Terms TERMS = Terms.standard(Criticality.NORMAL, Optional.empty());

    @Test
    void aCopyOfAnotherSizeDisagrees() {
        assertThat(pairing(999, 1000).findings())
                .extracting(Finding::code, Finding::message)
                .containsExactly(tuple(
                        FindingCode.COPIES_DISAGREE, "copy attic has 999 bytes of shop.dump, the source 1 000 bytes"));
        assertThat(pairing(1000, 1000).findings()).isEmpty();
    }

    @Test
    void aSizeThatNobodyTellsIsHeldAgainstNothing() {
        assertThat(pairing(Artifact.UNMEASURED, 1000).findings()).isEmpty();
        assertThat(pairing(1000, Artifact.UNMEASURED).differsInSize()).isFalse();
    }

    private static Pairing pairing(long theirs, long ours) {
        return Pairing.of(new Seen(COPY, List.of(artifact(theirs)), true), List.of(artifact(ours)), TERMS);
    }

    private static Artifact artifact(long bytes) {
        return new Artifact(
                "shop.dump", "/backups/shop.dump", bytes, Instant.parse("2026-11-21T02:00:00Z"), TimeFrom.CONTENT);
    }
}
