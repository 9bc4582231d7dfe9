package io.restoreverifier.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.restoreverifier.model.Masking;
import io.restoreverifier.model.Stage;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ConsoleProgressTest {
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final SetClock clock = new SetClock(Instant.parse("2026-11-22T14:02:00Z"));
    private final ConsoleProgress progress = new ConsoleProgress(
            new PrintStream(printed, true, StandardCharsets.UTF_8), clock, Masking.of(List.of("hunter22")));

    @Test
    void aStageThatBeginsIsSaidAtOnce() {
        progress.stage("customer-database", Stage.LOCATE, "/srv/backups/customers");
        progress.stage("customer-database", Stage.FETCH, "customers.dump, 17.0 MB");

        assertThat(lines())
                .containsExactly(
                        "[14:02:00] customer-database  locate   /srv/backups/customers",
                        "[14:02:00] customer-database  fetch    customers.dump, 17.0 MB");
    }

    @Test
    void bytesAreSaidEveryFiveSecondsWithWhatIsLeft() {
        progress.stage("customer-database", Stage.RESTORE, "pg_restore");
        for (int second = 1; second <= 11; second++) {
            clock.advance(1);
            progress.bytes("customer-database", Stage.RESTORE, second * 1_500_000L, 17_000_000);
        }

        assertThat(lines())
                .containsExactly(
                        "[14:02:00] customer-database  restore  pg_restore",
                        "[14:02:05] customer-database  restore  7.5 MB of 17.0 MB, 44 %, 6s left",
                        "[14:02:10] customer-database  restore  15.0 MB of 17.0 MB, 88 %, 1s left");
    }

    @Test
    void bytesOfAnUnknownTotalAreSaidWithoutAGuess() {
        progress.stage("code", Stage.FETCH, "");
        clock.advance(5);
        progress.bytes("code", Stage.FETCH, 16_200_000, -1);

        assertThat(lines()).last().isEqualTo("[14:02:05] code          fetch    16.2 MB");
    }

    @Test
    void aSecondLineOfTheSameStageWaitsItsTurn() {
        progress.stage("code", Stage.CHECK, "contains");
        progress.stage("code", Stage.CHECK, "manifest");
        clock.advance(5);
        progress.stage("code", Stage.CHECK, "commands");

        assertThat(lines())
                .containsExactly(
                        "[14:02:00] code          check    contains", "[14:02:05] code          check    commands");
    }

    @Test
    void theEndOfAnEntryIsSaid() {
        progress.finished(SampleRun.code());

        assertThat(lines()).containsExactly("[14:02:00] clientarea-code  COULD NOT VERIFY after 10.4s");
    }

    @Test
    void theSummaryHasALineForEachEntryAndTheReasonOfEachThatDidNotPass() {
        progress.summary(SampleRun.night(), new ReportFolder(Path.of("target/restore-report")));

        assertThat(lines())
                .containsExactly(
                        "",
                        "PASSED            customer-database  rpo 4h 2m (1d 2h)      rto 6.1s (30m)       12 checks",
                        "FAILED            billing-archive    rpo 93d 4h (1d 2h)     rto 4.2s (30m)       4 checks",
                        "                  ROLE_MISSING: role billing_app does not exist, and 14 objects belong to it",
                        "                  hint: add `roles: [billing_app]` below `postgresql:`, or give the globals"
                                + " artifact",
                        "                  and 2 more errors, all in the report",
                        "                  LAST_RESTORABLE: billing-20261119T230000Z.dump of 2026-11-19T23:00:00Z restores"
                                + " and holds",
                        "                  hint: if you need it now, take this one",
                        "COULD NOT VERIFY  clientarea-code    rpo 4h                 rto - (10m)          0 checks",
                        "                  IMAGE_UNAVAILABLE: image eclipse-temurin:17-jdk is not on this engine and"
                                + " cannot be pulled: no route to the registry",
                        "                  hint: run `docker pull eclipse-temurin:17-jdk` where the registry can be"
                                + " reached, or name another image",
                        "",
                        "1 passed, 1 failed, 1 could not be verified",
                        "report: target/restore-report/allure/index.html");
    }

    @Test
    void aRunOfNothingIsNotAGreenOne() {
        progress.summary(SampleRun.of(), new ReportFolder(Path.of("report")));

        assertThat(lines())
                .contains("nothing was verified: the catalog, or what was chosen of it, has no entry")
                .contains("0 passed, 0 failed, 0 could not be verified");
    }

    @Test
    void secretsAreMasked() {
        progress.stage("code", Stage.FETCH, "curl --user me:hunter22");

        assertThat(lines()).containsExactly("[14:02:00] code          fetch    curl --user me:***");
    }

    @Test
    void namesCannotSteerTheTerminal() {
        progress.stage("code", Stage.FETCH, "a\u001b[2Jb\rc\u009bd");

        assertThat(lines()).containsExactly("[14:02:00] code          fetch    a?[2Jb?c?d");
    }

    @Test
    void linesOfManyThreadsAreNotMixed() throws InterruptedException {
        int threads = 8;
        CountDownLatch start = new CountDownLatch(1);
        var pool = Executors.newFixedThreadPool(threads);
        for (int i = 0; i < threads; i++) {
            String entry = "backup-" + i;
            pool.execute(() -> {
                awaitQuietly(start);
                for (Stage stage : Stage.values()) {
                    progress.stage(entry, stage, "x".repeat(200));
                }
            });
        }
        start.countDown();
        pool.shutdown();

        assertThat(pool.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        assertThat(lines())
                .hasSize(threads * Stage.values().length)
                .allMatch(line -> line.endsWith(" " + "x".repeat(200)));
    }

    private List<String> lines() {
        return printed.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A clock that goes when it is told to. */
    private static final class SetClock extends Clock {
        private Instant now;

        SetClock(Instant now) {
            this.now = now;
        }

        void advance(int seconds) {
            now = now.plusSeconds(seconds);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }
    }
}
