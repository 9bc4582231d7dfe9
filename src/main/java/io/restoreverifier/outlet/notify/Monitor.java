package io.restoreverifier.outlet.notify;

import io.restoreverifier.model.Settings;
import io.restoreverifier.outlet.WebAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/**
 * Somebody outside who expects a call and raises an alarm when none comes.
 *
 * @param template its URL: one with {@code {event}} in it is called with that replaced; any other gets {@code /start} and
 *     {@code /fail} put behind its path, as Healthchecks wants it
 * @param method {@code POST} or {@code GET}
 * @param body of a POST; empty for a sentence of ours
 */
record Monitor(String template, String method, Optional<String> body) {

    /** What happened. */
    enum Event {
        START,
        SUCCESS,
        FAIL;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * One call.
     *
     * @param backup its name; {@code run} for the run as a whole
     * @param seconds since the start; 0 at the start
     * @param words for humans, one line
     */
    record Beat(Event event, String backup, long seconds, String words) {}

    /** Takes the URL of a key; the others say how it is called. Problems do not repeat it: it may be a secret. */
    static Monitor read(Settings settings, String key, Settings how) {
        String template = settings.requiredText(key).strip();
        String method = how.text("method").orElse("POST");
        if (!method.equals("POST") && !method.equals("GET")) {
            how.problem("method", "`" + method + "` is not one of GET, POST", "");
        }
        if (WebAddress.parse(filled(template, new Beat(Event.START, "x", 0, "")))
                        .isEmpty()
                && !template.isBlank()) {
            settings.problem(key, "is not a URL with http or https and a host", "");
        }
        return new Monitor(template, method, how.text("body"));
    }

    HttpRequest request(Beat beat) {
        HttpRequest.Builder request = HttpRequest.newBuilder(url(beat)).header("User-Agent", "restore-verifier");
        if (method.equals("GET")) {
            return request.GET().build();
        }
        String text = body.map(b -> b.replace("{event}", beat.event().word())
                        .replace("{backup}", beat.backup())
                        .replace("{seconds}", Long.toString(beat.seconds())))
                .orElse(beat.words());
        return request.header("Content-Type", "text/plain; charset=utf-8")
                .POST(HttpRequest.BodyPublishers.ofString(text))
                .build();
    }

    URI url(Beat beat) {
        String filled = filled(template, beat);
        if (template.contains("{event}") || beat.event() == Event.SUCCESS) {
            return URI.create(filled);
        }
        int query = filled.indexOf('?');
        String path = query < 0 ? filled : filled.substring(0, query);
        String rest = query < 0 ? "" : filled.substring(query);
        return URI.create(path.replaceFirst("/$", "") + "/" + beat.event().word() + rest);
    }

    private static String filled(String template, Beat beat) {
        String backup = URLEncoder.encode(beat.backup(), StandardCharsets.UTF_8).replace("+", "%20");
        return template.replace("{event}", beat.event().word())
                .replace("{backup}", backup)
                .replace("{seconds}", Long.toString(beat.seconds()));
    }

    /** Keeps the URL out of what is printed by accident. */
    @Override
    public String toString() {
        return "a monitor";
    }
}
