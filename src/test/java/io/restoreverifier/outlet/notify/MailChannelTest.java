package io.restoreverifier.outlet.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.restoreverifier.model.Outcome;
import io.restoreverifier.model.Problems;
import jakarta.mail.Multipart;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MailChannelTest {
    @TempDir
    static Path keys;

    private static SSLContext tls;

    @TempDir
    Path folder;

    @BeforeAll
    static void makeCertificate() throws Exception {
        tls = MailServerHere.tls(keys);
    }

    @Test
    void everybodyHearsOfAllAndEachOwnerOfTheirs() throws Exception {
        try (MailServerHere server = MailServerHere.plain()) {
            tell(
                    server,
                    "security: none, by-owner: {billing: billing@example.org}",
                    Told.passed("code", "ops"),
                    Told.failed("invoices", "billing", "no <b>artifact</b>"));

            MailServerHere.Mail all = mailTo(server, "ops@example.org");
            assertThat(all.subject()).isEqualTo("1 passed, 1 failed, 0 could not be verified, 0 missing");
            Multipart parts = (Multipart) all.message().getContent();
            assertThat((String) parts.getBodyPart(0).getContent())
                    .contains("PASSED            code", "ARTIFACT_MISSING: no <b>artifact</b>");
            assertThat((String) parts.getBodyPart(1).getContent())
                    .contains("&#10004;</span> PASSED", "&#10006;</span> FAILED")
                    .contains("no &lt;b&gt;artifact&lt;/b&gt;", "hint: look &lt;there&gt;")
                    .doesNotContain("<b>", "<img", "<link", "<script", "http");

            MailServerHere.Mail theirs = mailTo(server, "billing@example.org");
            assertThat(theirs.subject()).isEqualTo("0 passed, 1 failed, 0 could not be verified, 0 missing (billing)");
            String text = (String)
                    ((Multipart) theirs.message().getContent()).getBodyPart(0).getContent();
            assertThat(text).contains("invoices").doesNotContain("code");
        }
    }

    @Test
    void aPasswordIsSentBehindStartTls() throws Exception {
        try (MailServerHere server = MailServerHere.guarded(tls)) {
            tell(server, guarded("s3cr3t-password"), Told.passed("code", "ops"));

            assertThat(server.mails()).hasSize(1);
        }
    }

    @Test
    void aWrongPasswordIsNotTriedAgainAndNotShown() {
        try (MailServerHere server = MailServerHere.guarded(tls)) {
            assertThatThrownBy(() -> tell(server, guarded("s3cr3t-wrong"), Told.passed("code", "ops")))
                    .hasMessage("mail: to [ops@example.org]: 127.0.0.1:" + server.port()
                            + " does not take this user and password");
        }
    }

    @Test
    void aCertificateThatNobodyVouchesForIsRefused() {
        try (MailServerHere server = MailServerHere.guarded(tls)) {
            assertThatThrownBy(() -> tell(server, "user: verifier, password: s3cr3t-password"))
                    .hasMessageEndingWith(": its certificate is not trusted, or it speaks no TLS");
        }
    }

    @Test
    void aServerWithoutStartTlsGetsNothing() {
        try (MailServerHere server = MailServerHere.plain()) {
            assertThatThrownBy(() -> tell(server, "security: starttls")).hasMessageEndingWith(" offers no STARTTLS");
            assertThat(server.attempts()).isZero();
        }
    }

    @Test
    void whatTheServerDefersIsTriedAgain() {
        try (MailServerHere server = MailServerHere.plain().deferring(2)) {
            tell(server, "security: none");

            assertThat(server.attempts()).isEqualTo(3);
            assertThat(server.mails()).hasSize(1);
        }
    }

    @Test
    void aServerThatDefersForEverIsTold() {
        try (MailServerHere server = MailServerHere.plain().deferring(99)) {
            assertThatThrownBy(() -> tell(server, "security: none"))
                    .hasMessage(
                            "mail: to [ops@example.org]: 127.0.0.1:" + server.port() + " answered 451, tried 3 times");
        }
    }

    @Test
    void aServerThatIsDownIsTold() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        assertThatThrownBy(() -> tell(port, "security: none"))
                .hasMessage("mail: to [ops@example.org]: 127.0.0.1:" + port + " cannot be reached, tried 3 times");
    }

    @Test
    void whatIsWrongWithTheCatalogIsAProblem() {
        Problems problems = new Problems();
        Notifications.read(Told.section(folder, "notifications", """
                notifications:
                  mail: {host: localhost, security: none, user: a, password: b, from: "no address at all"}
                """, problems));

        assertThat(String.join("\n", Told.problems(problems)))
                .contains("`no address at all` is not a mail address")
                .contains("somebody must hear of every backup")
                .contains("a password is not sent in plain text");
    }

    private static String guarded(String password) {
        return "user: verifier, password: " + password + ", authority: '" + keys.resolve("server.pem") + "'";
    }

    private static MailServerHere.Mail mailTo(MailServerHere server, String address) {
        List<MailServerHere.Mail> found = server.mails().stream()
                .filter(mail -> mail.to().equals(address))
                .toList();
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    private void tell(MailServerHere server, String more, Outcome... outcomes) {
        tell(server.port(), more, outcomes);
    }

    private void tell(int port, String more, Outcome... outcomes) {
        String yaml = "notifications: {mail: {host: 127.0.0.1, port: " + port
                + ", from: verifier@example.org, to: ops@example.org, " + more + "}}\n";
        Notifications.read(Told.section(folder, "notifications", yaml), Told.AT_ONCE)
                .forEach(outlet -> outlet.tell(Told.ending(outcomes)));
    }
}
