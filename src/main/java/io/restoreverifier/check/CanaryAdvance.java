package io.restoreverifier.check;

import io.restoreverifier.model.CheckResult;
import io.restoreverifier.model.FetchedArtifact;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.PastOutcome;
import io.restoreverifier.model.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Holds a canary beside that of the last run that passed: it is written before each backup, so that a later artifact has
 * a later one, with another nonce. The history keeps its time and one half of its nonce as counts.
 */
final class CanaryAdvance {
    private static final String SUBJECT = "advance";
    private static final String EXPECTED = "a later canary than in the last run that passed";
    private static final String AT = PastOutcome.PART + "canary of %s, milliseconds";
    private static final String NONCE = PastOutcome.PART + "canary of %s, nonce";

    /** Artifacts closer together may be of one job that was run again, after one canary. */
    private static final Duration ONE_JOB = Duration.ofHours(6);

    private CanaryAdvance() {}

    /** What the history is to keep of it; nothing of one without a nonce. */
    static Map<String, Long> counts(Canary canary) {
        return canary.nonce()
                .map(nonce -> Map.of(
                        AT.formatted(canary.system()), canary.at().toEpochMilli(),
                        NONCE.formatted(canary.system()), nonce.getLeastSignificantBits()))
                .orElse(Map.of());
    }

    /** Empty when there is nothing to hold it against: no earlier canary of that system, or no later artifact. */
    static Optional<CheckResult> held(Canary canary, FetchedArtifact artifact, PastOutcome passed) {
        Map<String, Long> now = counts(canary);
        Long at = passed.rows().get(AT.formatted(canary.system()));
        Long nonce = passed.rows().get(NONCE.formatted(canary.system()));
        Optional<Instant> before = passed.producedAt();
        Instant produced = artifact.artifact().producedAt();
        if (now.isEmpty() || at == null || nonce == null || before.isEmpty() || !produced.isAfter(before.get())) {
            return Optional.empty();
        }
        boolean sameNonce = nonce.equals(now.get(NONCE.formatted(canary.system())));
        boolean oneJob = Duration.between(before.get(), produced).compareTo(ONE_JOB) < 0;
        return Optional.of(result(canary, Instant.ofEpochMilli(at), sameNonce, oneJob));
    }

    private static CheckResult result(Canary canary, Instant then, boolean sameNonce, boolean oneJob) {
        String found = canary.at() + ", " + then + " then";
        long moved = Long.compare(canary.at().toEpochMilli(), then.toEpochMilli());
        if (moved > 0 && !sameNonce || moved == 0 && sameNonce && oneJob) {
            return CheckResult.passed(CanaryCheck.NAME, SUBJECT, EXPECTED, found);
        }
        if (moved == 0 && sameNonce) {
            return failed(
                    found,
                    FindingCode.SAME_AS_BEFORE,
                    "the canary is the one of the last run that passed, of " + then + ", in a later artifact",
                    "does the job write the canary before each backup, into the system that it dumps?");
        }
        return failed(
                found,
                FindingCode.WRONG_SYSTEM,
                moved < 0
                        ? "the canary of system " + canary.system() + " went back: it is of " + canary.at()
                                + ", and was of " + then + " in the last run that passed"
                        : "the canary of system " + canary.system() + " is not its own: its time is " + canary.at()
                                + ", and was " + then + " in the last run that passed, with "
                                + (sameNonce ? "the same nonce" : "another nonce"),
                "do two systems call themselves " + canary.system() + "? give each job a name of its own");
    }

    private static CheckResult failed(String found, FindingCode code, String message, String hint) {
        return CheckResult.withFinding(
                CanaryCheck.NAME,
                SUBJECT,
                EXPECTED,
                found,
                Finding.error(code, Stage.CHECK, CanaryCheck.NAME, message, hint));
    }
}
