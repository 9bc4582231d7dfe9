package io.restoreverifier.application;

import io.restoreverifier.model.Settings;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The registry of what an application can be asked: a kind of check is its class and its line here. */
public final class ApplicationChecks {
    private static final List<String> METHODS = List.of("get", "head", "post", "put", "delete");
    private static final int LEAST_STATUS = 100;
    private static final int MOST_STATUS = 599;

    private ApplicationChecks() {}

    /** Reads the checks of an entry, in their order; what is wrong becomes problems of the catalog. */
    public static List<ApplicationCheck> read(Settings entry) {
        List<ApplicationCheck> checks = new ArrayList<>();
        Optional<Settings> section = entry.section("checks");
        section.ifPresent(
                settings -> settings.sections("http").forEach(http -> checks.add(new HttpCheck(question(http)))));
        if (checks.isEmpty()) {
            entry.problem(
                    "checks",
                    "asks the application nothing, which proves nothing",
                    "write `checks: {http: [{get: /health, status: 200}]}`");
        }
        checks.add(new RunsCheck());
        return List.copyOf(checks);
    }

    private static HttpQuestion question(Settings http) {
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
        long status = http.count("status").orElse(200L);
        if (status < LEAST_STATUS || status > MOST_STATUS) {
            http.problem("status", status + " is not a status of HTTP", "write for example 200");
        }
        String upper = method.toUpperCase(Locale.ROOT);
        return new HttpQuestion(
                http.text("name").orElse(upper + " " + path),
                upper,
                path,
                new HttpExpected((int) status, http.texts("contains"), http.duration("within")));
    }

    private static boolean isPath(String path) {
        try {
            return path.startsWith("/") && URI.create("http://127.0.0.1" + path).getHost() != null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
