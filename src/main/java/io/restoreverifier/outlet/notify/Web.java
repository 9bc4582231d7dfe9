package io.restoreverifier.outlet.notify;

import io.restoreverifier.model.Settings;
import io.restoreverifier.outlet.Refused;
import io.restoreverifier.outlet.Unreached;
import io.restoreverifier.outlet.WebAddress;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/** Calls URLs. Redirects are not followed: what is posted belongs to whoever was named. For any number of threads. */
final class Web {
    private static final Duration LONGEST_WAIT = Duration.ofHours(1);

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(30))
            .build();

    /** The http or https URL of a key. The problem does not repeat it: it may be a secret. */
    static URI url(Settings settings, String key) {
        Optional<URI> url = WebAddress.parse(settings.requiredText(key));
        if (url.isEmpty() && !settings.text(key).orElse("").isBlank()) {
            settings.problem(key, "is not a URL with http or https and a host", "");
        }
        return url.orElse(URI.create("http://invalid.invalid/"));
    }

    /** All of a URL that may be shown. */
    static String host(URI url) {
        return url.getHost() + (url.getPort() < 0 ? "" : ":" + url.getPort());
    }

    /** Sends a request, and is content with any answer of 2xx. */
    void send(HttpRequest request, Duration limit) throws Unreached, Refused, InterruptedException {
        String host = host(request.uri());
        CompletableFuture<HttpResponse<Void>> answer =
                client.sendAsync(request, HttpResponse.BodyHandlers.discarding());
        try {
            judge(host, answer.get(limit.toNanos(), TimeUnit.NANOSECONDS));
        } catch (TimeoutException e) {
            throw new Unreached(host + " did not answer in time");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof SSLException) {
                throw new Refused(host + ": its certificate is not trusted, or it speaks no TLS");
            }
            if (e.getCause() instanceof IOException) {
                throw new Unreached(host + " cannot be reached");
            }
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new Refused(host + ": unexpected " + cause.getClass().getSimpleName());
        } finally {
            answer.cancel(true);
        }
    }

    private static void judge(String host, HttpResponse<?> answer) throws Unreached, Refused {
        int status = answer.statusCode();
        if (status >= 200 && status < 300) {
            return;
        }
        String message = host + " answered " + status;
        if (status == 408 || status == 425 || status == 429 || status >= 500) {
            throw new Unreached(message, retryAfter(answer.headers()));
        }
        throw new Refused(message);
    }

    /** RFC 9110, 10.2.3: seconds, or a date. */
    private static Duration retryAfter(HttpHeaders headers) {
        String after = headers.firstValue("Retry-After").orElse("").strip();
        Duration wait = Duration.ZERO;
        if (after.matches("[0-9]{1,6}")) {
            wait = Duration.ofSeconds(Long.parseLong(after));
        } else if (!after.isEmpty()) {
            try {
                ZonedDateTime date = ZonedDateTime.parse(after, DateTimeFormatter.RFC_1123_DATE_TIME);
                wait = Duration.between(Instant.now(), date);
            } catch (DateTimeException e) {
                return Duration.ZERO;
            }
        }
        return wait.isNegative() ? Duration.ZERO : wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
    }
}
