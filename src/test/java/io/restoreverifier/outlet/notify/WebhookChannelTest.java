package io.restoreverifier.outlet.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.restoreverifier.model.Outcome;
import io.restoreverifier.model.Problems;
import io.restoreverifier.outlet.OutletException;
import io.restoreverifier.outlet.Retries;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebhookChannelTest {
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
    void theSummaryIsSignedOverItsTimeAndItsBody() throws Exception {
        tell("url: " + receiver.url() + "/told?a=b, secret: s3cr3t-key", Told.passed("code", "ops"));

        Receiver.Request request = receiver.requests().get(0);
        String time = request.headers().get("x-restore-verifier-timestamp");
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec("s3cr3t-key".getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        byte[] digest = mac.doFinal((time + "." + request.body()).getBytes(StandardCharsets.UTF_8));
        assertThat(request.headers().get("x-restore-verifier-signature"))
                .isEqualTo("sha256=" + java.util.HexFormat.of().formatHex(digest));
        assertThat(request.target()).isEqualTo("/told?a=b");
        JsonNode summary = new ObjectMapper().readTree(request.body());
        assertThat(summary.path("verdict").asText()).isEqualTo("PASSED");
        assertThat(summary.at("/totals/PASSED").asInt()).isOne();
        assertThat(summary.at("/backups/0/backup").asText()).isEqualTo("code");
    }

    @ParameterizedTest
    @CsvSource({
        "slack, /text",
        "mattermost, /text",
        "teams, /attachments/0/content/body/0/text",
    })
    void aChatIsToldInItsForm(String kind, String pointer) throws IOException {
        tell(kind + ": " + receiver.url(), Told.passed("code", "ops"), Told.failed("db", "ops", "no <artifact>"));

        String body = receiver.requests().get(0).body();
        assertThat(new ObjectMapper().readTree(body).at(pointer).asText())
                .contains("1 passed, 1 failed, 0 could not be verified, 0 missing");
        assertThat(body).contains("\u2714 PASSED  code").contains("\u2716 FAILED  db");
    }

    @Test
    void slackReadsNoMarkupOutOfNames() {
        tell("slack: " + receiver.url(), Told.failed("db", "ops", "<!channel> ```"));

        assertThat(receiver.requests().get(0).body()).contains("&lt;!channel&gt; '''");
    }

    @ParameterizedTest
    @CsvSource({"500", "503", "429", "408"})
    void whatMayPassIsTriedAgain(int status) {
        receiver.answering(status, status);

        tell("slack: " + receiver.url(), Told.passed("code", "ops"));

        assertThat(receiver.requests()).hasSize(3);
    }

    @ParameterizedTest
    @CsvSource({"400", "401", "403", "404", "302"})
    void whatWillNotPassIsNotTriedAgain(int status) {
        receiver.answering(status);

        assertThatThrownBy(() -> tell("slack: " + receiver.url() + "/T0/s3cr3t", Told.passed("code", "ops")))
                .isInstanceOf(OutletException.class)
                .hasMessage("slack: " + host() + " answered " + status);
        assertThat(receiver.requests()).hasSize(1);
    }

    @Test
    void afterTheLastAttemptItIsSaidHowOftenItWasTried() {
        receiver.answering(500, 500, 500);

        assertThatThrownBy(() -> tell("slack: " + receiver.url(), Told.passed("code", "ops")))
                .hasMessage("slack: " + host() + " answered 500, tried 3 times");
    }

    @Test
    void whoeverAsksForMoreTimeThanThereIsIsNotWaitedFor() {
        receiver.answering(429, 429).askingToWait("3000");

        assertThatThrownBy(() -> tell("slack: " + receiver.url(), Told.passed("code", "ops")))
                .hasMessage("slack: " + host() + " answered 429");
        assertThat(receiver.requests()).hasSize(1);
    }

    @Test
    void whoeverDoesNotAnswerIsNotWaitedForLongerThanTheTimeOut() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 5, java.net.InetAddress.getLoopbackAddress())) {
            String url = "http://127.0.0.1:" + silent.getLocalPort() + "/s3cr3t";
            Retries once = new Retries(1, java.time.Duration.ofMillis(1));
            WebhookChannel channel = WebhookChannel.read(
                    Told.section(folder, "hook", "hook: {timeout: 1s, mattermost: '" + url + "'}"), once);

            assertThatThrownBy(() -> channel.tell(Told.ending()))
                    .hasMessage("127.0.0.1:" + silent.getLocalPort() + " did not answer in time");
        }
    }

    @Test
    void whoWantsToHearOfTroubleOnlyHearsOfIt() {
        tell("slack: " + receiver.url() + ", when: trouble", Told.passed("code", "ops"));
        assertThat(receiver.requests()).isEmpty();

        tell("slack: " + receiver.url() + ", when: trouble", Told.failed("code", "ops", "none"));
        assertThat(receiver.requests()).hasSize(1);
    }

    @Test
    void aUrlThatIsNoneIsAProblemThatDoesNotRepeatIt() {
        Problems problems = new Problems();
        Notifications.read(Told.section(folder, "notifications", """
                notifications:
                  webhooks:
                    - {slack: "hooks.example.com/s3cr3t"}
                    - {url: "https://example.com/", slack: "https://example.com/", secret: abc}
                """, problems));

        assertThat(String.join("\n", Told.problems(problems)))
                .contains("slack: is not a URL with http or https and a host")
                .contains("names not exactly one receiver")
                .doesNotContain("s3cr3t");
    }

    @Test
    void aSectionThatNamesNobodyIsAProblem() {
        for (String channels : new String[] {"{}", "{webhooks: []}"}) {
            Problems problems = new Problems();
            Notifications.read(Told.section(folder, "notifications", "notifications: " + channels + "\n", problems));

            assertThat(Told.problems(problems))
                    .anyMatch(line ->
                            line.endsWith("notifications: names no channel, so that nobody would hear of a run"));
        }
    }

    private String host() {
        return receiver.url().substring("http://".length());
    }

    private void tell(String webhook, Outcome... outcomes) {
        String yaml = "notifications: {webhooks: [{" + webhook.replaceAll("(http[^,]*)", "'$1'") + "}]}\n";
        Notifications.read(Told.section(folder, "notifications", yaml), Told.AT_ONCE)
                .forEach(outlet -> outlet.tell(Told.ending(outcomes)));
        assertThat(Set.of("restore-verifier"))
                .containsAll(receiver.requests().stream()
                        .map(request -> request.headers().get("user-agent"))
                        .toList());
    }
}
