package io.restoreverifier.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.restoreverifier.model.Artifact;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Severity;
import io.restoreverifier.model.Stage;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class LastRestorableTest {

    @Test
    void theOneThatRestoresIsNamedWithItsAgeAndPlace() {
        Artifact artifact = new Artifact(
                "customers-20261120.dump",
                "/backups/customers-20261120.dump",
                10,
                Instant.parse("2026-11-20T02:15:00Z"),
                Artifact.TimeFrom.NAME);

        Finding finding = LastRestorable.found(artifact, Instant.parse("2026-11-21T06:00:00Z"));

        assertThat(finding.severity()).isEqualTo(Severity.INFO);
        assertThat(finding.message())
                .isEqualTo("last restorable: customers-20261120.dump, of 2026-11-20T02:15:00Z, 1d 3h old");
        assertThat(finding.hint())
                .isEqualTo("if you must recover now, take this one: /backups/customers-20261120.dump");
    }

    @Test
    void thatNoneRestoresIsAWarning() {
        Finding finding = LastRestorable.none(3, List.of());

        assertThat(finding.severity()).isEqualTo(Severity.WARNING);
        assertThat(finding.message()).isEqualTo("last restorable: none of 3 older artifacts");
    }

    @Test
    void thatThereIsNoOlderOneIsSaidSo() {
        assertThat(LastRestorable.none(0, List.of()).message())
                .isEqualTo("last restorable: there was no older artifact to try");
    }

    @Test
    void thatSomeCouldNotBeVerifiedIsNotSaidToBeNone() {
        Finding gone = Finding.error(
                FindingCode.SANDBOX_UNAVAILABLE, Stage.RESTORE, "", "no Docker engine can be used", "start it");

        Finding finding = LastRestorable.none(3, List.of(gone));

        assertThat(finding.message())
                .isEqualTo("last restorable: not known, since 1 of 3 older artifacts could not be verified:"
                        + " SANDBOX_UNAVAILABLE: no Docker engine can be used");
        assertThat(finding.hint()).isEqualTo("start it");
    }
}
