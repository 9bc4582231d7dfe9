package io.restoreverifier.outlet.metrics;

import io.restoreverifier.model.Settings;
import io.restoreverifier.outlet.Outlet;
import io.restoreverifier.outlet.Retries;
import io.restoreverifier.outlet.WebAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The section {@code metrics:} of {@code catalog.yml}. */
public final class Metrics {
    private static final String JOB = "restore-verifier";

    private Metrics() {}

    /** A file, a push, or both; what is wrong becomes problems of the catalog. */
    public static List<Outlet> read(Settings settings) {
        List<Outlet> outlets = new ArrayList<>();
        settings.path("file")
                .flatMap(file -> held(settings, file))
                .ifPresent(file -> outlets.add(new MetricsFile(file)));
        String job = settings.text("job").orElse(JOB);
        if (!job.matches("[A-Za-z0-9_.-]+")) {
            settings.problem("job", "`" + job + "` is not a name", "use letters, digits, `-`, `_` and `.`");
        }
        settings.text("push")
                .flatMap(url -> address(settings, url))
                .ifPresent(url -> outlets.add(new Pushgateway(url, job, Retries.USUAL)));
        if (!settings.has("file") && !settings.has("push")) {
            settings.problem(
                    "names no place",
                    "add `file: /var/lib/prometheus/node-exporter/restore-verifier.prom` or `push: URL`");
        }
        return List.copyOf(outlets);
    }

    /** node_exporter passes over every other name without a word. */
    private static Optional<Path> held(Settings settings, Path file) {
        if (file.toString().endsWith(".prom")) {
            return Optional.of(file);
        }
        settings.problem(
                "file",
                "does not end in .prom, and node_exporter reads no other file",
                "call it restore-verifier.prom");
        return Optional.empty();
    }

    private static Optional<URI> address(Settings settings, String url) {
        Optional<URI> address = WebAddress.parse(url);
        if (address.isEmpty()) {
            settings.problem("push", "is not the URL of a Pushgateway", "write for example http://127.0.0.1:9091");
        }
        return address;
    }
}
