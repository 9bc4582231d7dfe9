package io.restoreverifier.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.restoreverifier.model.Verdict;
import io.restoreverifier.outlet.metrics.Promtool;
import io.restoreverifier.outlet.notify.MailServerHere;
import io.restoreverifier.outlet.notify.Receiver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A week of the company, as seen from outside. On each of its nights something else goes wrong, and every one of these
 * silences is noticed on its day by somebody who is not Restore Verifier.
 */
class WeekIT {
    private static final Instant FIRST = Instant.parse("2026-11-16T06:00:00Z");
    private static final DateTimeFormatter IN_NAME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    @TempDir
    Path folder;

    private Production production;
    private MailServerHere mail;
    private Receiver web;
    private Path backups;

    /**
     * What there was to see after a night.
     *
     * @param failure how the run ended; empty for well
     * @param chats what was said in the chat
     * @param beats what monitors outside were called with
     * @param alarm what the monitor of the run says in the morning; empty when it is content
     */
    private record Night(
            JsonNode report,
            Optional<String> failure,
            List<String> mails,
            List<String> chats,
            List<String> beats,
            Optional<String> alarm,
            String page,
            String metrics) {

        String verdict() {
            return report.at("/backups/0/verdict").asText();
        }

        List<String> errors() {
            List<String> errors = new ArrayList<>();
            for (JsonNode finding : report.at("/backups/0/findings")) {
                if (finding.path("severity").asText().equals("error")) {
                    errors.add(finding.path("code").asText());
                }
            }
            return errors;
        }

        String metric(String series) {
            return metrics.lines()
                    .filter(line -> line.startsWith("restore_verifier_" + series + " "))
                    .map(line -> line.substring(line.lastIndexOf(' ') + 1))
                    .findFirst()
                    .orElse("none");
        }

        /** Holds the alert rules that are offered against what Prometheus has of it in the morning. */
        void alerts(Path folder, int day, String... expected) throws IOException, InterruptedException {
            assertThat(Promtool.fires(folder, metrics, now(day).getEpochSecond(), 1, List.of(expected)))
                    .as(metrics)
                    .contains("status 0");
        }

        String verdictMetric(String verdict) {
            return metric("backup_verdict{backup=\"shop\",verdict=\"" + verdict + "\"}");
        }
    }

    @BeforeEach
    void begin() throws Exception {
        production = new Production();
        mail = MailServerHere.plain();
        web = new Receiver();
        backups = Files.createDirectories(folder.resolve("backups"));
        Files.createDirectories(folder.resolve("catalog"));
        Files.writeString(folder.resolve("catalog/shop.yml"), """
                backup: shop
                owner: operations
                source: {directory: ../backups, newest: "shop-{time:yyyyMMdd'T'HHmmss'Z'}.dump"}
                objectives: {rpo: 26h}
                restore: {postgresql: {}}
                checks:
                  newest-data: select max(at) from orders
                  identity: {sql: "select host from system_identity", expect: fremont-1}
                """);
        Files.writeString(folder.resolve("catalog/catalog.yml"), """
                notifications:
                  mail: {host: 127.0.0.1, port: %d, security: none, from: verifier@example.org, to: ops@example.org}
                  webhooks: [{slack: "%2$s/chat"}]
                heartbeat: {run: "%2$s/run", each: "%2$s/{backup}"}
                metrics: {file: ../outside/verifier.prom}
                status-page: {folder: ../outside}
                """.formatted(mail.port(), web.url()));
    }

    @AfterEach
    void end() {
        production.close();
        mail.close();
        web.close();
    }

    @Test
    void everySilenceIsNoticedOnItsDay() throws Exception {
        good(0, "1");
        missing(1);
        flatLine(2);
        wrongSystem(3);
        notRunning(4);
        channelDown(5);
        historyLocked(6);
        good(7, "3");
    }

    private void good(int day, String passed) throws Exception {
        dump(day, "fremont-1");
        Night night = night(day);

        assertThat(night.errors()).isEmpty();
        assertThat(night.verdict()).isEqualTo("PASSED");
        assertThat(night.failure()).isEmpty();
        assertThat(night.mails()).containsExactly("1 passed, 0 failed, 0 could not be verified, 0 missing");
        assertThat(night.chats()).singleElement().asString().contains("1 passed, 0 failed");
        assertThat(night.beats()).containsExactlyInAnyOrder("/run/start", "/shop/start", "/shop", "/run");
        assertThat(night.alarm()).isEmpty();
        assertThat(night.page()).contains("Every backup is proven to restore");
        assertThat(night.verdictMetric("PASSED")).isEqualTo("1.0");
        assertThat(seconds(night.metric("backup_last_proven_timestamp_seconds{backup=\"shop\"}")))
                .isEqualTo(now(day));
        assertThat(passedNights()).isEqualTo(passed);
        night.alerts(folder, day);
    }

    private void missing(int day) throws Exception {
        Path away = Files.createDirectories(folder.resolve("away"));
        Path only = newest();
        Files.move(only, away.resolve(only.getFileName()));
        Night night = night(day);
        Files.move(away.resolve(only.getFileName()), only);

        assertThat(night.errors()).containsExactly("ARTIFACT_MISSING");
        assertThat(night.failure()).isEmpty();
        assertThat(night.mails()).hasSize(1).first().asString().startsWith("0 passed, 1 failed, ");
        assertThat(night.chats()).singleElement().asString().contains("0 passed, 1 failed", "ARTIFACT_MISSING");
        assertThat(night.beats()).contains("/shop/fail", "/run/fail").doesNotContain("/run", "/shop");
        assertThat(night.alarm()).contains("the run failed");
        assertThat(night.page()).contains("1 of 1 backup failed", "ARTIFACT_MISSING");
        night.alerts(folder, day, "BackupFailed");
        assertThat(night.verdictMetric("FAILED")).isEqualTo("1.0");
        assertThat(seconds(night.metric("backup_last_proven_timestamp_seconds{backup=\"shop\"}")))
                .isEqualTo(now(day - 1));
    }

    private void flatLine(int day) throws Exception {
        Files.copy(newest(), artifact(day));
        Night night = night(day);

        assertThat(night.errors()).contains("SAME_AS_BEFORE");
        assertThat(night.mails()).hasSize(1).first().asString().startsWith("0 passed, 1 failed, ");
        assertThat(night.beats()).contains("/shop/fail", "/run/fail");
        assertThat(night.alarm()).contains("the run failed");
        assertThat(night.page()).contains("1 of 1 backup failed");
        night.alerts(folder, day, "BackupFailed", "BackupRpoExceeded");
        assertThat(night.verdictMetric("FAILED")).isEqualTo("1.0");
    }

    private void wrongSystem(int day) throws Exception {
        dump(day, "legacy-1");
        Night night = night(day);

        assertThat(night.errors()).containsExactly("WRONG_SYSTEM");
        assertThat(night.mails()).hasSize(1).first().asString().startsWith("0 passed, 1 failed, ");
        assertThat(night.alarm()).contains("the run failed");
        assertThat(night.page()).contains("WRONG_SYSTEM");
        night.alerts(folder, day, "BackupFailed");
        assertThat(seconds(night.metric("backup_last_proven_timestamp_seconds{backup=\"shop\"}")))
                .isEqualTo(now(0));
    }

    /** Nothing of ours says anything; the monitor outside, and whoever reads the page's and the metrics' time, does. */
    private void notRunning(int day) throws Exception {
        dump(day, "fremont-1");
        Path page = folder.resolve("outside/index.html");
        String before = Files.readString(page);
        int calls = web.requests().size();

        assertThat(alarm(calls)).contains("nothing was heard of the run");
        assertThat(Files.readString(page)).isEqualTo(before);
        String old = Files.readString(folder.resolve("outside/verifier.prom"));
        assertThat(Promtool.fires(
                        folder,
                        old,
                        now(day - 1).getEpochSecond(),
                        27,
                        List.of("BackupFailed", "RestoreVerifierDidNotRun")))
                .contains("status 0");
        Instant finished = seconds(metric(Files.readString(folder.resolve("outside/verifier.prom"))));
        assertThat(before)
                .contains(finished.plus(Duration.ofHours(26)).toString().substring(0, 16));
    }

    private void channelDown(int day) throws Exception {
        dump(day, "fremont-1");
        int port = mail.port();
        mail.close();
        Night night = night(day);
        mail = MailServerHere.plain();
        Path catalog = folder.resolve("catalog/catalog.yml");
        Files.writeString(catalog, Files.readString(catalog).replace("port: " + port, "port: " + mail.port()));

        assertThat(night.verdict()).isEqualTo("PASSED");
        assertThat(night.failure().orElseThrow()).startsWith("not everybody was told: notifications: mail");
        assertThat(night.report().at("/run/environment/not told").asText()).contains("notifications: mail");
        assertThat(night.beats()).contains("/shop", "/run/fail").doesNotContain("/run");
        assertThat(night.alarm()).contains("the run failed");
        assertThat(night.chats()).singleElement().asString().contains("1 passed");
        night.alerts(folder, day);
        assertThat(night.page()).contains("Every backup is proven to restore");
        assertThat(night.verdictMetric("PASSED")).isEqualTo("1.0");
    }

    private void historyLocked(int day) throws Exception {
        dump(day, "fremont-1");
        Night night;
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("history/history.sqlite"));
                Statement statement = other.createStatement()) {
            statement.execute("begin exclusive");
            night = night(day);
            statement.execute("rollback");
        }

        assertThat(night.verdict()).isEqualTo("PASSED");
        assertThat(night.failure().orElseThrow()).contains("another process has kept it locked for 10.0s");
        assertThat(night.report().at("/run/environment/history").asText()).contains("kept it locked");
        assertThat(night.beats()).contains("/shop", "/run/fail").doesNotContain("/run");
        assertThat(night.alarm()).contains("the run failed");
        assertThat(night.mails()).hasSize(1);
        assertThat(night.page()).contains("Every backup is proven to restore");
        night.alerts(folder, day);
        assertThat(seconds(night.metric("backup_last_proven_timestamp_seconds{backup=\"shop\"}")))
                .isEqualTo(now(day));
    }

    private void dump(int day, String system) throws IOException, InterruptedException {
        production.dump(system, day, now(day).minus(Duration.ofHours(5)), artifact(day));
    }

    private Path artifact(int day) {
        return backups.resolve("shop-" + IN_NAME.format(now(day).minus(Duration.ofHours(4))) + ".dump");
    }

    private Path newest() throws IOException {
        try (var files = Files.list(backups)) {
            return files.sorted().reduce((first, second) -> second).orElseThrow();
        }
    }

    private static Instant now(int day) {
        return FIRST.plus(Duration.ofDays(day));
    }

    private Night night(int day) throws IOException, InterruptedException {
        int calls = web.requests().size();
        int mails = mail.mails().size();
        Optional<String> failure = verify(now(day));
        return new Night(
                new ObjectMapper().readTree(folder.resolve("report/report.json").toFile()),
                failure,
                mail.mails().stream()
                        .skip(mails)
                        .map(MailServerHere.Mail::subject)
                        .toList(),
                web.requests().stream()
                        .skip(calls)
                        .filter(request -> request.target().equals("/chat"))
                        .map(Receiver.Request::body)
                        .toList(),
                web.targets().stream()
                        .skip(calls)
                        .filter(target -> !target.equals("/chat"))
                        .toList(),
                alarm(calls),
                Files.readString(folder.resolve("outside/index.html")),
                Files.readString(folder.resolve("outside/verifier.prom")));
    }

    /** What a dead man's switch outside makes of the calls of a night. */
    private Optional<String> alarm(int since) {
        List<String> ofRun = web.targets().stream()
                .skip(since)
                .filter(target -> target.startsWith("/run"))
                .toList();
        if (ofRun.isEmpty()) {
            return Optional.of("nothing was heard of the run");
        }
        return switch (ofRun.get(ofRun.size() - 1)) {
            case "/run" -> Optional.empty();
            case "/run/fail" -> Optional.of("the run failed");
            default -> Optional.of("the run did not end");
        };
    }

    private Optional<String> verify(Instant now) throws InterruptedException {
        Properties properties = new Properties();
        properties.setProperty("restore.catalog", folder.resolve("catalog").toString());
        properties.setProperty("restore.report", folder.resolve("report").toString());
        properties.setProperty("restore.history", folder.resolve("history").toString());
        properties.setProperty("restore.allure", System.getProperty("restore.allure", ""));
        properties.setProperty("restore.now", now.toString());
        RestoreRun run = RestoreRun.open(RunOptions.from(properties));
        try {
            run.begin();
            run.outcome("shop");
            run.close();
            return Optional.empty();
        } catch (RuntimeException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private String passedNights() {
        Properties properties = new Properties();
        properties.setProperty("restore.history", folder.resolve("history").toString());
        return Long.toString(new PastRuns(RunOptions.from(properties))
                .of("shop").stream()
                        .filter(past -> past.verdict() == Verdict.PASSED)
                        .count());
    }

    private static String metric(String metrics) {
        return metrics.lines()
                .filter(line -> line.startsWith("restore_verifier_run_finished_timestamp_seconds "))
                .map(line -> line.substring(line.lastIndexOf(' ') + 1))
                .findFirst()
                .orElseThrow();
    }

    private static Instant seconds(String value) {
        return Instant.ofEpochMilli(Math.round(Double.parseDouble(value) * 1000));
    }
}
