package io.restoreverifier.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.restoreverifier.model.Artifact;
import io.restoreverifier.model.CheckResult;
import io.restoreverifier.model.FetchedArtifact;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.PastOutcome;
import io.restoreverifier.model.Status;
import io.restoreverifier.model.Verdict;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CanaryAdvanceTest {
    private static final Instant LAST_NIGHT = Instant.parse("2026-11-20T02:14:30Z");
    private static final Instant TONIGHT = LAST_NIGHT.plus(Duration.ofDays(1));
    private static final UUID ONE = UUID.fromString("8d0f7f3e-6a3c-4f8e-9a55-0c8f8f1d7b11");
    private static final UUID OTHER = UUID.fromString("1c1e4f52-7a07-47a8-8a3e-54f3a9d6c222");

    @Test
    void aLaterOneWithAnotherNonceHolds() {
        CheckResult result = held(canary(TONIGHT, ONE), TONIGHT, canary(LAST_NIGHT, OTHER));

        assertThat(result.status()).isEqualTo(Status.PASSED);
        assertThat(result.found()).isEqualTo("2026-11-21T02:14:30Z, 2026-11-20T02:14:30Z then");
    }

    @Test
    void theSameInALaterArtifactIsTold() {
        Finding finding = finding(canary(LAST_NIGHT, ONE), TONIGHT, canary(LAST_NIGHT, ONE));

        assertThat(finding.code()).isEqualTo(FindingCode.SAME_AS_BEFORE);
        assertThat(finding.message())
                .isEqualTo(
                        "the canary is the one of the last run that passed, of 2026-11-20T02:14:30Z, in a later artifact");
        assertThat(finding.hint())
                .isEqualTo("does the job write the canary before each backup, into the system that it dumps?");
    }

    @Test
    void theSameInAJobThatWasRunAgainSoonHolds() {
        CheckResult result =
                held(canary(LAST_NIGHT, ONE), LAST_NIGHT.plus(Duration.ofHours(2)), canary(LAST_NIGHT, ONE));

        assertThat(result.status()).isEqualTo(Status.PASSED);
    }

    @Test
    void oneThatWentBackIsOfAnotherSystem() {
        Finding finding = finding(canary(LAST_NIGHT.minusSeconds(86_400), ONE), TONIGHT, canary(LAST_NIGHT, OTHER));

        assertThat(finding.code()).isEqualTo(FindingCode.WRONG_SYSTEM);
        assertThat(finding.message())
                .isEqualTo("the canary of system fremont-1 went back: it is of 2026-11-19T02:14:30Z, and was of"
                        + " 2026-11-20T02:14:30Z in the last run that passed");
        assertThat(finding.hint())
                .isEqualTo("do two systems call themselves fremont-1? give each job a name of its own");
    }

    @Test
    void aNonceThatDoesNotBelongToItsTimeIsOfAnotherSystem() {
        assertThat(finding(canary(LAST_NIGHT, ONE), TONIGHT, canary(LAST_NIGHT, OTHER))
                        .message())
                .isEqualTo("the canary of system fremont-1 is not its own: its time is 2026-11-20T02:14:30Z, and was"
                        + " 2026-11-20T02:14:30Z in the last run that passed, with another nonce");
        assertThat(finding(canary(TONIGHT, ONE), TONIGHT, canary(LAST_NIGHT, ONE)))
                .satisfies(f -> assertThat(f.code()).isEqualTo(FindingCode.WRONG_SYSTEM))
                .satisfies(f -> assertThat(f.message()).endsWith("with the same nonce"));
    }

    @Test
    void nothingIsSaidWithoutAnEarlierOneOfThatSystemOrALaterArtifact() {
        Canary of = canary(TONIGHT, ONE);

        assertThat(CanaryAdvance.held(of, made(TONIGHT), passed(Map.of("customers", 7L))))
                .isEmpty();
        assertThat(CanaryAdvance.held(
                        of, made(LAST_NIGHT.minusSeconds(1)), passed(CanaryAdvance.counts(canary(LAST_NIGHT, ONE)))))
                .as("an older artifact, tried since the newest does not come back")
                .isEmpty();
        assertThat(CanaryAdvance.counts(new Canary("a", "b", "c", null, TONIGHT, Optional.empty())))
                .isEmpty();
    }

    private static Finding finding(Canary now, Instant artifact, Canary then) {
        return held(now, artifact, then).findings().get(0);
    }

    private static CheckResult held(Canary now, Instant artifact, Canary then) {
        return CanaryAdvance.held(now, made(artifact), passed(CanaryAdvance.counts(then)))
                .orElseThrow();
    }

    private static Canary canary(Instant at, UUID nonce) {
        return new Canary("fremont-1", "clientarea", "10.0.0.7", "7712", at, Optional.of(nonce));
    }

    private static FetchedArtifact made(Instant at) {
        return new FetchedArtifact(
                new Artifact("a.dump", "a.dump", 1, at, Artifact.TimeFrom.NAME),
                Path.of("a.dump"),
                1,
                Map.of("SHA-256", "b"),
                false);
    }

    private static PastOutcome passed(Map<String, Long> counts) {
        return new PastOutcome(
                "customers",
                "run",
                LAST_NIGHT,
                Verdict.PASSED,
                Optional.of("yesterday.dump"),
                Optional.of(LAST_NIGHT),
                OptionalLong.of(1),
                "a",
                Optional.empty(),
                Optional.empty(),
                counts);
    }
}
