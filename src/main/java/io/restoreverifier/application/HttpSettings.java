package io.restoreverifier.application;

import com.fasterxml.jackson.core.JsonPointer;
import io.restoreverifier.model.Settings;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** How the catalog declares a request and its answer. */
final class HttpSettings {
    private static final List<String> METHODS = List.of("get", "head", "post", "put", "delete");
    private static final int LEAST_STATUS = 100;
    private static final int MOST_STATUS = 599;

    private HttpSettings() {}

    /** One item of {@code http:}; what is wrong becomes problems of the catalog. */
    static HttpQuestion read(Settings http) {
        List<String> named = METHODS.stream().filter(http::has).toList();
        if (named.size() != 1) {
            http.problem(named.isEmpty() ? "asks for nothing" : "asks for more than one thing", "write `get: /health`");
        }
        String method = named.isEmpty() ? "get" : named.get(0);
        String path = named.isEmpty() ? "/" : http.requiredText(method);
        if (!isPath(path)) {
            http.problem(method, "`" + path + "` is not a path", "begin it with a slash");
            path = "/";
        }
        String upper = method.toUpperCase(Locale.ROOT);
        return new HttpQuestion(
                http.text("name").orElse(upper + " " + path), upper, path, texts(http, "form"), expected(http));
    }

    private static HttpExpected expected(Settings http) {
        long status = http.count("status").orElse(200L);
        if (status < LEAST_STATUS || status > MOST_STATUS) {
            http.problem("status", status + " is not a status of HTTP", "write for example 200");
        }
        return new HttpExpected(
                (int) status,
                texts(http, "headers"),
                http.texts("contains"),
                http.texts("lacks"),
                http.text("matches").flatMap(text -> pattern(http, "matches", text)),
                json(http),
                http.duration("within"));
    }

    private static Map<String, String> json(Settings http) {
        Map<String, String> values = texts(http, "json");
        values.keySet().forEach(pointer -> {
            try {
                JsonPointer.compile(pointer);
            } catch (IllegalArgumentException e) {
                http.problem("json", "`" + pointer + "` is not a JSON pointer", "write for example /status");
            }
        });
        return values;
    }

    private static Map<String, String> texts(Settings settings, String key) {
        Map<String, String> texts = new LinkedHashMap<>();
        settings.section(key)
                .ifPresent(section ->
                        section.keys().forEach(name -> section.text(name).ifPresent(text -> texts.put(name, text))));
        return texts;
    }

    /** Empty when it is none, which is then told. */
    static Optional<Pattern> pattern(Settings settings, String key, String text) {
        try {
            return Optional.of(Pattern.compile(text));
        } catch (PatternSyntaxException e) {
            settings.problem(key, "`" + text + "` is not a pattern: " + e.getDescription(), "");
            return Optional.empty();
        }
    }

    static boolean isPath(String path) {
        try {
            return path.startsWith("/")
                    && URI.create("http://127.0.0.1" + path.replace(HttpQuestion.KEY, "0"))
                                    .getHost()
                            != null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
