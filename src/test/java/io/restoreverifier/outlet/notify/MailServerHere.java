package io.restoreverifier.outlet.notify;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.subethamail.smtp.MessageContext;
import org.subethamail.smtp.RejectException;
import org.subethamail.smtp.auth.EasyAuthenticationHandlerFactory;
import org.subethamail.smtp.auth.LoginFailedException;
import org.subethamail.smtp.server.SMTPServer;

/** A mail server on loopback that keeps what it is sent. */
public final class MailServerHere implements AutoCloseable {
    private final SMTPServer server;
    private final List<Mail> mails = new CopyOnWriteArrayList<>();
    private final AtomicInteger deferrals = new AtomicInteger();
    private final AtomicInteger attempts = new AtomicInteger();

    /** A message and one of those it was for. */
    public record Mail(String to, MimeMessage message) {
        public String subject() {
            try {
                return message.getSubject();
            } catch (MessagingException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private MailServerHere(SMTPServer.Builder builder) {
        this.server = builder.bindAddress(InetAddress.getLoopbackAddress())
                .port(0)
                .messageHandler(this::arrived)
                .build();
        server.start();
    }

    public static MailServerHere plain() {
        return new MailServerHere(SMTPServer.port(0));
    }

    /** Wants STARTTLS and a password. */
    static MailServerHere guarded(SSLContext tls) {
        return new MailServerHere(SMTPServer.port(0)
                .enableTLS()
                .requireTLS()
                .startTlsSocketFactory(tls)
                .requireAuth()
                .authenticationHandlerFactory(new EasyAuthenticationHandlerFactory((user, password, context) -> {
                    if (!(user + "/" + password).equals("verifier/s3cr3t-password")) {
                        throw new LoginFailedException();
                    }
                })));
    }

    /** Makes a key and its certificate for 127.0.0.1 in a folder, with the JDK's own tool. */
    static SSLContext tls(Path folder) throws IOException, InterruptedException, GeneralSecurityException {
        Path store = folder.resolve("server.p12");
        keytool("-genkeypair -alias s -keyalg EC -dname CN=here -ext san=ip:127.0.0.1 -storetype PKCS12 -keystore "
                + store);
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, "changeit".toCharArray());
        }
        String certificate =
                Base64.getMimeEncoder().encodeToString(keys.getCertificate("s").getEncoded());
        Files.writeString(
                folder.resolve("server.pem"),
                "-----BEGIN CERTIFICATE-----\n" + certificate + "\n-----END CERTIFICATE-----\n");
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, "changeit".toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    private static void keytool(String arguments) throws IOException, InterruptedException {
        String tool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        int status = new ProcessBuilder((tool + " " + arguments + " -storepass changeit").split(" "))
                .inheritIO()
                .start()
                .waitFor();
        if (status != 0) {
            throw new IllegalStateException("keytool ended with status " + status);
        }
    }

    /** Says "not now" to so many messages. */
    MailServerHere deferring(int messages) {
        deferrals.set(messages);
        return this;
    }

    public int port() {
        return server.getPortAllocated();
    }

    public List<Mail> mails() {
        return mails;
    }

    int attempts() {
        return attempts.get();
    }

    private void arrived(MessageContext context, String from, String to, byte[] data) throws RejectException {
        attempts.incrementAndGet();
        if (deferrals.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
            throw new RejectException(451, "not now, s3cr3t");
        }
        try {
            mails.add(new Mail(
                    to, new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(data))));
        } catch (MessagingException e) {
            throw new UncheckedIOException(new IOException(e));
        }
    }

    @Override
    public void close() {
        server.stop();
    }
}
