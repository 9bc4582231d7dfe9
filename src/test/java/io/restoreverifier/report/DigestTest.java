package io.restoreverifier.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.restoreverifier.model.Digest;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Outcome;
import io.restoreverifier.model.RunResult;
import io.restoreverifier.model.Stage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DigestTest {

    @Test
    void everyBackupHasALineTheMostCriticalFirstAndTheGoodOnesToo() {
        assertThat(Digest.of(SampleRun.night())).isEqualTo("""
                1 passed, 1 failed, 1 could not be verified, 0 missing

                COULD NOT VERIFY  clientarea-code    blocker   artifact 4h old; rpo 4h; rto - of 10m
                                  IMAGE_UNAVAILABLE: image eclipse-temurin:17-jdk is not on this engine and cannot be pulled: no route to the registry
                                  hint: run `docker pull eclipse-temurin:17-jdk` where the registry can be reached, or name another image
                PASSED            customer-database  critical  artifact 4h old; rpo 4h 2m of 1d 2h; rto 6.1s of 30m
                FAILED            billing-archive    normal    artifact 4h old; rpo 93d 4h of 1d 2h; rto 4.2s of 30m
                                  ROLE_MISSING: role billing_app does not exist, and 14 objects belong to it
                                  hint: add `roles: [billing_app]` below `postgresql:`, or give the globals artifact

                from 2026-11-22T03:00:00Z to 2026-11-22T03:01:01Z, ages as of 2026-11-22T03:00:00Z
                sandbox docker, Restore Verifier 0.1.0
                """);
    }

    @Test
    void aShardSaysThatItIsOneAndOfWhichBuild() {
        RunResult whole = SampleRun.of(SampleRun.customers());
        RunResult shard = new RunResult(
                whole.id(),
                whole.started(),
                whole.finished(),
                whole.asOf(),
                "2/8",
                whole.sandbox(),
                whole.version(),
                Map.of("build", "https://ci.example.org/job/restore/7/"),
                whole.outcomes(),
                whole.notDue());

        assertThat(Digest.of(shard))
                .endsWith("shard 2/8, sandbox docker, Restore Verifier 0.1.0\nhttps://ci.example.org/job/restore/7/\n");
    }

    @Test
    void anArtifactOfTheFutureHasNoAge() {
        RunResult night = SampleRun.of(SampleRun.customers());
        RunResult before = new RunResult(
                night.id(),
                night.started(),
                night.finished(),
                night.asOf().minus(Duration.ofDays(1)),
                night.shard(),
                night.sandbox(),
                night.version(),
                Map.of(),
                night.outcomes(),
                night.notDue());

        assertThat(Digest.of(before)).contains("artifact of the future; rpo ");
    }

    @Test
    void aRunOfNothingSaysSo() {
        assertThat(Digest.of(SampleRun.of()))
                .startsWith(
                        "0 passed, 0 failed, 0 could not be verified, 0 missing\n\nnothing was verified: the catalog");
    }

    @Test
    void namesOfHostileArtifactsNeitherSteerATerminalNorAddLinesOfTheirOwn() {
        Outcome code = SampleRun.code();
        Finding hostile =
                Finding.error(FindingCode.TOOL_FAILED, Stage.FETCH, "", "file \u001b[2J\rhidden\nPASSED  forged", "");
        Outcome outcome = new Outcome(
                code.entry(),
                code.kind(),
                code.labels(),
                code.verdict(),
                code.artifact(),
                "",
                code.rpo(),
                code.rto(),
                code.started(),
                code.finished(),
                List.of(),
                List.of(),
                List.of(hostile),
                List.of(),
                List.of());

        String digest = Digest.of(SampleRun.of(outcome));

        assertThat(digest).contains("TOOL_FAILED: file ?[2J?hidden\n                  PASSED  forged\n");
        assertThat(digest.lines().filter(line -> line.startsWith("PASSED"))).isEmpty();
    }
}
