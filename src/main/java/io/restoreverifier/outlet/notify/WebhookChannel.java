package io.restoreverifier.outlet.notify;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.restoreverifier.model.RunResult;
import io.restoreverifier.model.Settings;
import io.restoreverifier.outlet.Ending;
import io.restoreverifier.outlet.OutletException;
import io.restoreverifier.outlet.Retries;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** One of {@code webhooks:}: a chat, or a program of the user's own that gets a signed summary. */
final class WebhookChannel implements Channel {
    private final Optional<ChatForm> chat;
    private final URI url;
    private final String secret;
    private final When when;
    private final Duration timeout;
    private final Retries retries;
    private final Web web = new Web();

    private WebhookChannel(Settings settings, Retries retries) {
        List<ChatForm> chats = new ArrayList<>();
        for (ChatForm form : ChatForm.values()) {
            if (settings.has(key(form))) {
                chats.add(form);
            }
        }
        boolean own = settings.has("url");
        if (chats.size() + (own ? 1 : 0) != 1) {
            settings.problem("names not exactly one receiver", "name one of slack, mattermost, teams, url");
        }
        this.chat = own ? Optional.empty() : chats.stream().findFirst();
        String key = chat.map(WebhookChannel::key).orElse("url");
        this.url = settings.has(key) ? Web.url(settings, key) : URI.create("http://invalid.invalid/");
        this.secret = own ? settings.requiredText("secret") : "";
        this.when = When.read(settings);
        this.timeout = settings.duration("timeout").orElse(Duration.ofSeconds(30));
        this.retries = retries;
    }

    static WebhookChannel read(Settings settings, Retries retries) {
        return new WebhookChannel(settings, retries);
    }

    private static String key(ChatForm form) {
        return form.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String name() {
        return chat.map(WebhookChannel::key).orElse("webhook");
    }

    @Override
    public void tell(Ending ending) throws OutletException {
        RunResult run = ending.run();
        if (when.holds(run)) {
            ObjectNode json = chat.map(form -> form.of(run)).orElseGet(() -> Summary.of(run));
            byte[] body = json.toString().getBytes(StandardCharsets.UTF_8);
            retries.tell(timeout, ending.patience(), limit -> web.send(request(body), limit));
        }
    }

    /** Signed anew for each attempt: the last one may be minutes after the first. */
    private HttpRequest request(byte[] body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(url)
                .header("Content-Type", "application/json; charset=utf-8")
                .header("User-Agent", "restore-verifier")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        if (chat.isEmpty()) {
            String timestamp = Long.toString(Instant.now().getEpochSecond());
            request.header("X-Restore-Verifier-Timestamp", timestamp);
            request.header("X-Restore-Verifier-Signature", "sha256=" + Signature.of(secret, timestamp, body));
        }
        return request.build();
    }
}
