package io.restoreverifier.outlet.notify;

import io.restoreverifier.model.Digest;
import io.restoreverifier.model.RunResult;
import io.restoreverifier.model.Settings;
import io.restoreverifier.outlet.Ending;
import io.restoreverifier.outlet.OutletException;
import io.restoreverifier.outlet.Refused;
import io.restoreverifier.outlet.Retries;
import io.restoreverifier.outlet.Unreached;
import jakarta.mail.Address;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code mail:}: the digest, to those who hear of everything and to each owner what is theirs. */
final class MailChannel implements Channel {
    private final MailServer server;
    private final InternetAddress from;
    private final List<InternetAddress> everything;
    private final Map<String, List<InternetAddress>> byOwner;
    private final When when;
    private final Retries retries;

    private MailChannel(Settings settings, Retries retries) {
        this.server = MailServer.read(settings);
        this.retries = retries;
        this.when = When.read(settings);
        this.from = address(settings, "from", settings.requiredText("from"));
        this.everything = addresses(settings, "to");
        this.byOwner = new LinkedHashMap<>();
        if (everything.isEmpty()) {
            settings.problem("to", "somebody must hear of every backup", "add `to: ADDRESS`");
        }
        settings.section("by-owner")
                .ifPresent(owners -> owners.keys().forEach(owner -> byOwner.put(owner, addresses(owners, owner))));
    }

    static MailChannel read(Settings settings, Retries retries) {
        return new MailChannel(settings, retries);
    }

    @Override
    public String name() {
        return "mail";
    }

    @Override
    public void tell(Ending ending) {
        long end = System.nanoTime() + ending.patience().toNanos();
        List<String> untold = new ArrayList<>();
        send(ending.run(), "", everything, end, untold);
        byOwner.forEach((owner, to) -> send(ending.run().ofOwner(owner), " (" + owner + ")", to, end, untold));
        if (!untold.isEmpty()) {
            throw new OutletException(String.join("; ", untold));
        }
    }

    private void send(RunResult run, String whose, List<InternetAddress> to, long end, List<String> untold) {
        if (!when.holds(run)) {
            return;
        }
        List<Address> waiting = new ArrayList<>(to);
        try {
            retries.tell(
                    server.timeout(),
                    Duration.ofNanos(Math.max(1, end - System.nanoTime())),
                    limit -> attempt(run, whose, waiting, limit));
        } catch (OutletException e) {
            untold.add("to " + waiting + ": " + e.getMessage());
        }
    }

    /** @param waiting who has not got it yet; whoever gets it now is taken out */
    private void attempt(RunResult run, String whose, List<Address> waiting, Duration limit) throws Unreached, Refused {
        try {
            server.send(message(run, whose, waiting, limit));
        } catch (MessagingException e) {
            if (e instanceof SendFailedException partly && partly.getValidSentAddresses() != null) {
                waiting.removeAll(Arrays.asList(partly.getValidSentAddresses()));
            }
            server.explain(e);
        }
    }

    private MimeMessage message(RunResult run, String whose, List<Address> to, Duration limit)
            throws MessagingException, Refused {
        MimeMessage message = new MimeMessage(server.session(limit));
        message.setFrom(from);
        message.setRecipients(Message.RecipientType.TO, to.toArray(Address[]::new));
        message.setSubject(Digest.about(run).subject() + whose, "UTF-8");
        message.setSentDate(Date.from(run.finished()));
        // RFC 3834: nobody's holiday answers to it.
        message.setHeader("Auto-Submitted", "auto-generated");
        MimeBodyPart text = new MimeBodyPart();
        text.setText(Digest.of(run), "UTF-8");
        MimeBodyPart page = new MimeBodyPart();
        page.setText(MailPage.of(run), "UTF-8", "html");
        message.setContent(new MimeMultipart("alternative", text, page));
        return message;
    }

    private static List<InternetAddress> addresses(Settings settings, String key) {
        return settings.texts(key).stream()
                .map(text -> address(settings, key, text))
                .toList();
    }

    private static InternetAddress address(Settings settings, String key, String text) {
        try {
            return new InternetAddress(text, true);
        } catch (AddressException e) {
            if (!text.isBlank()) {
                settings.problem(key, "`" + text + "` is not a mail address", "");
            }
            return new InternetAddress();
        }
    }
}
