package io.restoreverifier.outlet.notify;

import io.restoreverifier.model.Settings;
import io.restoreverifier.outlet.Refused;
import io.restoreverifier.outlet.Unreached;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.MimeMessage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import javax.net.ssl.SSLException;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;

/**
 * A server that takes mail by SMTP (RFC 5321).
 *
 * @param user empty when it asks for none
 * @param authority a PEM file with the certificates that are trusted instead of the JDK's; empty for those
 */
record MailServer(
        String host,
        int port,
        Security security,
        String user,
        String password,
        Optional<Path> authority,
        Duration timeout) {

    /** How what is said to it is kept from others. */
    enum Security {
        /** Begins in plain text and goes on only when TLS could be agreed on (RFC 3207). */
        STARTTLS(587),
        TLS(465),
        /** For a server on the same machine. */
        NONE(25);

        private final int port;

        Security(int port) {
            this.port = port;
        }
    }

    static MailServer read(Settings settings) {
        Security security = settings.choice("security", Security.class).orElse(Security.STARTTLS);
        String user = settings.text("user").orElse("");
        String password = settings.text("password").orElse("");
        if (user.isEmpty() != password.isEmpty()) {
            settings.problem(user.isEmpty() ? "password" : "user", "goes with the other: user and password", "");
        }
        if (security == Security.NONE && !password.isEmpty()) {
            settings.problem("security", "a password is not sent in plain text", "write `security: starttls`");
        }
        long port = settings.count("port").orElse((long) security.port);
        if (port < 1 || port > 65_535) {
            settings.problem("port", "is not a port", "");
        }
        return new MailServer(
                settings.requiredText("host"),
                (int) port,
                security,
                user,
                password,
                settings.path("authority"),
                settings.duration("timeout").orElse(Duration.ofSeconds(30)));
    }

    /** @throws Refused when the file of the authority is not one */
    Session session(Duration limit) throws Refused {
        Properties properties = new Properties();
        properties.setProperty("mail.smtp.host", host);
        properties.setProperty("mail.smtp.port", Integer.toString(port));
        properties.setProperty("mail.smtp.auth", Boolean.toString(!user.isEmpty()));
        properties.setProperty("mail.smtp.ssl.enable", Boolean.toString(security == Security.TLS));
        properties.setProperty("mail.smtp.starttls.enable", Boolean.toString(security == Security.STARTTLS));
        properties.setProperty("mail.smtp.starttls.required", Boolean.toString(security == Security.STARTTLS));
        properties.setProperty("mail.smtp.ssl.checkserveridentity", "true");
        // One address that is wrong must not keep the others from hearing.
        properties.setProperty("mail.smtp.sendpartial", "true");
        String millis = Long.toString(Math.max(1, Math.min(limit.toMillis(), Integer.MAX_VALUE)));
        for (String step : new String[] {"connectiontimeout", "timeout", "writetimeout"}) {
            properties.setProperty("mail.smtp." + step, millis);
        }
        if (authority.isPresent()) {
            properties.put(
                    "mail.smtp.ssl.socketFactory", Authority.of(authority.get()).getSocketFactory());
        }
        return Session.getInstance(properties);
    }

    /** Sends a message to the addresses that it names. */
    void send(MimeMessage message) throws MessagingException {
        try (Transport transport = message.getSession().getTransport("smtp")) {
            if (user.isEmpty()) {
                transport.connect();
            } else {
                transport.connect(host, port, user, password);
            }
            message.saveChanges();
            transport.sendMessage(message, message.getAllRecipients());
        }
    }

    /** Says what a failure means. Of the server's own words only the status is told: they may repeat what it was sent. */
    void explain(MessagingException failure) throws Unreached, Refused {
        String server = host + ":" + port;
        int status = status(failure);
        if (status >= 400 && status < 500) {
            throw new Unreached(server + " answered " + status);
        }
        if (failure instanceof AuthenticationFailedException) {
            throw new Refused(server + " does not take this user and password");
        }
        if (status >= 500 || failure instanceof SendFailedException) {
            throw new Refused(server + " refused with " + (status > 0 ? status : "no status"));
        }
        if (causeOf(failure, SSLException.class)) {
            throw new Refused(server + ": its certificate is not trusted, or it speaks no TLS");
        }
        if (security == Security.STARTTLS
                && String.valueOf(failure.getMessage()).contains("STARTTLS")) {
            throw new Refused(server + " offers no STARTTLS");
        }
        throw new Unreached(server + " cannot be reached");
    }

    private static int status(MessagingException failure) {
        for (Exception e = failure; e instanceof MessagingException m; e = m.getNextException()) {
            if (e instanceof SMTPAddressFailedException address) {
                return address.getReturnCode();
            }
            if (e instanceof SMTPSendFailedException sending && sending.getReturnCode() >= 400) {
                return sending.getReturnCode();
            }
        }
        return 0;
    }

    private static boolean causeOf(Throwable failure, Class<? extends Exception> type) {
        for (Throwable e = failure; e != null; e = e.getCause()) {
            if (type.isInstance(e)) {
                return true;
            }
        }
        return false;
    }

    /** Keeps the password out of what is printed by accident. */
    @Override
    public String toString() {
        return host + ":" + port;
    }
}
