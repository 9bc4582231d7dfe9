package io.restoreverifier.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.restoreverifier.application.Start;
import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Masking;
import io.restoreverifier.model.Outcome;
import io.restoreverifier.model.Progress;
import io.restoreverifier.model.Verdict;
import io.restoreverifier.placement.Rotation;
import io.restoreverifier.sandbox.RunFolder;
import io.restoreverifier.sandbox.SandboxLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An application gets of each part what the part's own entry has proven, and nothing is started without one of them. */
class ApplicationPartsTest {
    private static final String AT_THE_SOURCE = "code-20261121T020000Z.tar.gz";
    private static final String IN_THE_VAULT = "kept-20261121T020000Z.tar.gz";
    private static final byte[] CODE = SmallPlans.archive("readme", "hello");

    @TempDir
    Path folder;

    private final ScheduledExecutorService alarms = Executors.newSingleThreadScheduledExecutor();

    @BeforeEach
    void declareAPartWithACopyThatCallsItOtherwise() throws IOException {
        put("near", AT_THE_SOURCE);
        put("vault", IN_THE_VAULT);
        Files.writeString(Files.createDirectories(folder.resolve("catalog")).resolve("code.yml"), """
                backup: code
                source: {directory: ../near, newest: "code-{time:yyyyMMdd'T'HHmmss'Z'}.tar.gz"}
                copies:
                  - {name: vault, directory: ../vault, newest: "kept-{time:yyyyMMdd'T'HHmmss'Z'}.tar.gz"}
                restore: {files: {}}
                """);
    }

    @AfterEach
    void stop() {
        alarms.shutdownNow();
    }

    @Test
    void whatWasProvenIsRestoredFromTheCopyThatItWasProvenFrom() throws IOException {
        for (Map.Entry<String, String> turn :
                Map.of("source", AT_THE_SOURCE, "vault", IN_THE_VAULT).entrySet()) {
            Outcome proven = proven(turn.getKey());
            assertThat(proven.artifact().orElseThrow().name()).isEqualTo(turn.getValue());

            try (Told told = restored(proven)) {
                assertThat(told.troubles()).isEmpty();
                assertThat(told.parts().notes()).singleElement().asString().startsWith("part code: " + turn.getValue());
                assertThat(told.parts().times()).containsOnlyKeys("code");
            }
        }
    }

    @Test
    void aPartThatWasRotatedAwayMeanwhileKeepsTheApplicationFromBeingStarted() throws IOException {
        Outcome proven = proven("source");
        Files.delete(folder.resolve("near").resolve(AT_THE_SOURCE));
        put("near", "code-20261121T050000Z.tar.gz");

        try (Told told = restored(proven)) {
            assertThat(told.troubles())
                    .extracting(Finding::code, Finding::message, Finding::hint)
                    .containsExactly(tuple(
                            FindingCode.PART_NOT_VERIFIED,
                            "part code, which is code, could not be verified: its artifact is not there any more",
                            "was it rotated away while it was verified? run it again"));
        }
    }

    private void put(String place, String name) throws IOException {
        Files.write(Files.createDirectories(folder.resolve(place)).resolve(name), CODE);
    }

    /** @param turn the copy that is restored, since the other was restored yesterday */
    private Outcome proven(String turn) throws IOException {
        Instant yesterday = SmallPlans.NOW.minus(SmallPlans.DAY);
        Rotation rotation = new Rotation(
                Map.of(), Map.of(turn.equals("source") ? "vault" : "source", yesterday), Set.of(), Map.of());
        try (RunFolder room = room()) {
            Outcome outcome = new Verification(plan(), run(room, rotation), new Stopwatch(), alarms).verify();
            assertThat(outcome.findings()).extracting(Finding::message).isEmpty();
            assertThat(outcome.verdict()).isEqualTo(Verdict.PASSED);
            return outcome;
        }
    }

    private record Told(ApplicationParts parts, List<Finding> troubles, Expiry expiry, RunFolder room)
            implements AutoCloseable {
        @Override
        public void close() throws IOException {
            parts.close();
            expiry.close();
            room.close();
        }
    }

    private Told restored(Outcome proven) throws IOException {
        RunFolder room = room();
        Expiry expiry = new Expiry(Duration.ofMinutes(1), new Stopwatch(), alarms);
        ApplicationPlan.Need need = new ApplicationPlan.Need("code", plan(), Optional.empty());
        ApplicationPlan application = new ApplicationPlan(
                plan().backup(),
                List.of(need),
                new Start("", Optional.empty(), "", 8080, Duration.ofMinutes(1), Map.of(), Map.of()),
                List.of(),
                SandboxLimits.chosen());
        ApplicationParts parts = new ApplicationParts(application, run(room, Rotation.UNKNOWN), expiry);
        return new Told(parts, parts.restore(Map.of("code", proven)), expiry, room);
    }

    private Plan plan() {
        Properties properties = new Properties();
        properties.setProperty("restore.catalog", folder.resolve("catalog").toString());
        return Prepared.read(RunOptions.from(properties)).plans().get(0);
    }

    private RunFolder room() throws IOException {
        return RunFolder.create(Files.createDirectories(folder.resolve("run")));
    }

    private static Surroundings run(RunFolder room, Rotation rotation) {
        return new Surroundings(
                () -> {
                    throw new CannotTell(FindingCode.SANDBOX_UNAVAILABLE, "no engine", "start it");
                },
                Admission.ofAll(),
                room,
                SmallPlans.NOW,
                Progress.SILENT,
                new Past(Map.of(), Map.of("code", rotation), Optional.empty()),
                Masking.NONE);
    }
}
