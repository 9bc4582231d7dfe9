package io.restoreverifier.application;

import io.restoreverifier.model.CheckResult;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Stage;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A request, and what its answer must be like.
 *
 * @param name for messages
 * @param method in capitals
 * @param path with what is asked of it
 * @param form fields that are sent as a browser sends those of a form; none: nothing is sent
 */
record HttpQuestion(String name, String method, String path, Map<String, String> form, HttpExpected expected) {
    static final String KEY = "{key}";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Beyond the limit of the answer, so that one that is late is told with its time. */
    Duration patience() {
        return expected.within().map(limit -> limit.plus(PATIENCE)).orElse(PATIENCE);
    }

    HttpRequest request(Function<String, URI> address, Duration limit) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(address.apply(path)).timeout(limit);
        if (form.isEmpty()) {
            return request.method(method, HttpRequest.BodyPublishers.noBody()).build();
        }
        String fields = form.entrySet().stream()
                .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
        return request.header("Content-Type", "application/x-www-form-urlencoded")
                .method(method, HttpRequest.BodyPublishers.ofString(fields))
                .build();
    }

    /** The same with what was not known before in the place of {@code {key}}. */
    HttpQuestion about(String key) {
        return new HttpQuestion(name, method, path.replace(KEY, key), form, expected);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    CheckResult failed(String check, String found, String causes) {
        return CheckResult.withFinding(
                check,
                name,
                expected.inWords(),
                found,
                Finding.error(
                        FindingCode.HTTP_FAILED,
                        Stage.CHECK,
                        name,
                        name + ": expected " + expected.inWords() + ", found " + found + causes,
                        "are database and code of the same day, and does production answer so?"));
    }
}
