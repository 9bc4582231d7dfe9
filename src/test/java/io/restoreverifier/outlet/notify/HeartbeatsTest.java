package io.restoreverifier.outlet.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.restoreverifier.model.NotDue;
import io.restoreverifier.model.Outcome;
import io.restoreverifier.model.Problems;
import io.restoreverifier.model.RunResult;
import io.restoreverifier.model.Settings;
import io.restoreverifier.outlet.Ending;
import io.restoreverifier.outlet.Outlet;
import io.restoreverifier.outlet.Telling;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeartbeatsTest {
    @TempDir
    Path folder;

    private Receiver receiver;

    @BeforeEach
    void listen() throws IOException {
        receiver = new Receiver();
    }

    @AfterEach
    void stop() {
        receiver.close();
    }

    @Test
    void startAndEndOfTheRunAndOfEachBackupAreCalledInOrder() {
        Outlet heartbeat =
                heartbeat("run: '" + receiver.url() + "/run', each: '" + receiver.url() + "/{backup}'", true);
        Outcome failed = Told.failed("code", "ops", "none");

        heartbeat.runBegins("night-1", Instant.EPOCH);
        heartbeat.begins("code", Instant.EPOCH);
        heartbeat.ends(failed);
        heartbeat.tell(Told.ending(failed));

        assertThat(receiver.targets())
                .containsExactlyInAnyOrder("/run/start", "/code/start", "/code/fail", "/run/fail");
        assertThat(receiver.targets()).containsSubsequence("/code/start", "/code/fail", "/run/fail");
        assertThat(body("/code/fail")).isEqualTo("code: FAILED after 12 s");
        assertThat(body("/run/fail")).isEqualTo("run night-1: FAILED after 60 s");
    }

    @Test
    void whatPassedIsASuccessAndIsCalledOnce() {
        Outlet heartbeat =
                heartbeat("run: '" + receiver.url() + "/run?k=v', each: '" + receiver.url() + "/{backup}'", true);
        Outcome passed = Told.passed("code", "ops");

        heartbeat.ends(passed);
        heartbeat.tell(Told.ending(passed));

        assertThat(receiver.targets()).containsExactly("/code", "/run?k=v");
    }

    @Test
    void aTemplateSaysWhereEventAndSecondsStand() {
        Outlet heartbeat = heartbeat(
                "each: '" + receiver.url() + "/push?status={event}&name={backup}&ping={seconds}', method: GET", true);

        heartbeat.tell(Told.ending(Told.passed("code", "ops")));

        assertThat(receiver.requests().get(0).method()).isEqualTo("GET");
        assertThat(receiver.targets()).containsExactly("/push?status=success&name=code&ping=12");
    }

    @Test
    void aBackupThatIsNotDueIsAlive() {
        RunResult run = Told.run();
        NotDue left = new NotDue(
                "code",
                Told.passed("code", "ops").labels(),
                Duration.ofDays(7),
                Instant.EPOCH,
                "code.tar",
                Instant.MAX);
        RunResult weekly = new RunResult(
                run.id(),
                run.started(),
                run.finished(),
                run.asOf(),
                run.shard(),
                run.sandbox(),
                run.version(),
                run.environment(),
                List.of(),
                List.of(left));

        heartbeat("each: '" + receiver.url() + "/{backup}'", true)
                .tell(new Ending(weekly, Map.of(), folder, Duration.ofSeconds(5)));

        assertThat(receiver.targets()).containsExactly("/code");
        assertThat(body("/code")).startsWith("not due: code, PASSED at 1970-01-01T00:00:00Z");
    }

    @Test
    void aRunOfWhichSomebodyWasNotToldIsNoSuccess() {
        RunResult run = Told.run(Told.passed("code", "ops")).with("not told", "notifications: mail: down");

        heartbeat("run: '" + receiver.url() + "/run'", true)
                .tell(new Ending(run, Map.of(), folder, Duration.ofSeconds(5)));

        assertThat(receiver.targets()).containsExactly("/run/fail");
    }

    @Test
    void aRunOfWhatWasPickedByHandDoesNotCallForTheNight() {
        Outlet heartbeat =
                heartbeat("run: '" + receiver.url() + "/run', each: '" + receiver.url() + "/{backup}'", false);

        heartbeat.runBegins("night-1", Instant.EPOCH);
        heartbeat.tell(Told.ending(Told.passed("code", "ops")));

        assertThat(receiver.targets()).containsExactly("/code");
    }

    @Test
    void anEntryMayHaveAMonitorOfItsOwn() {
        Settings own = Told.section(folder, "code", "code: {heartbeat: '" + receiver.url() + "/own'}");
        Outlet heartbeat = Heartbeats.read(Optional.empty(), Map.of("code", own), Telling.WHOLE, Told.AT_ONCE)
                .get(0);

        heartbeat.tell(Told.ending(Told.passed("code", "ops"), Told.passed("other", "ops")));

        assertThat(receiver.targets()).containsExactly("/own");
    }

    @Test
    void aMonitorThatIsDownHoldsNothingUpAndIsTold() throws IOException {
        String down = nobodyListens();
        Outlet heartbeat =
                heartbeat("each: 'http://" + down + "/s3cr3t/{backup}', run: '" + receiver.url() + "/run'", true);

        assertThatThrownBy(() -> heartbeat.tell(Told.ending(Told.passed("code", "ops"))))
                .hasMessage("code: " + down + " cannot be reached, tried 3 times");
        assertThat(receiver.targets()).containsExactly("/run/fail");
    }

    @Test
    void aMonitorOfTheRunThatIsDownAtItsStartAndItsEndIsToldOnce() throws IOException {
        String down = nobodyListens();
        Outlet heartbeat = heartbeat("run: 'http://" + down + "/s3cr3t'", true);

        heartbeat.runBegins("night-1", Instant.EPOCH);

        assertThatThrownBy(() -> heartbeat.tell(Told.ending(Told.passed("code", "ops"))))
                .hasMessage("run: " + down + " cannot be reached, tried 3 times");
    }

    @Test
    void aMonitorThatNeverAnswersIsWaitedForNoLongerThanThereIsPatience() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Outlet heartbeat = heartbeat("each: 'http://127.0.0.1:" + silent.getLocalPort() + "/{backup}'", true);
            Ending short1 = new Ending(Told.run(Told.passed("code", "ops")), Map.of(), folder, Duration.ofMillis(200));

            assertThatThrownBy(() -> heartbeat.tell(short1)).hasMessage("not every monitor could be called in time");
        }
    }

    @Test
    void oneUrlForAllBackupsIsAProblem() {
        Problems problems = new Problems();
        Settings section = Told.section(folder, "common", """
                common:
                  heartbeat: {each: "http://127.0.0.1/same", run: "s3cr3t"}
                """, problems);
        Heartbeats.read(Optional.of(section), Map.of(), Telling.WHOLE);

        assertThat(String.join("\n", Told.problems(problems)))
                .contains("each: all backups would share one monitor")
                .contains("run: is not a URL with http or https and a host")
                .doesNotContain("s3cr3t");
    }

    @Test
    void aSectionWithoutAMonitorIsAProblem() {
        Problems problems = new Problems();
        Settings section = Told.section(folder, "common", "common:\n  heartbeat: {timeout: 5s}\n", problems);
        Heartbeats.read(Optional.of(section), Map.of(), Telling.WHOLE);

        assertThat(Told.problems(problems))
                .anyMatch(line ->
                        line.endsWith("heartbeat: names no monitor, so that nobody would notice when no run comes"));
    }

    private static String nobodyListens() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return "127.0.0.1:" + free.getLocalPort();
        }
    }

    private String body(String target) {
        return receiver.requests().stream()
                .filter(request -> request.target().equals(target))
                .findFirst()
                .orElseThrow()
                .body();
    }

    private Outlet heartbeat(String yaml, boolean whole) {
        Settings common = Told.section(folder, "common", "common: {heartbeat: {" + yaml + "}}");
        return Heartbeats.read(Optional.of(common), Map.of(), whole ? Telling.WHOLE : Telling.PICKED, Told.AT_ONCE)
                .get(0);
    }
}
