package io.restoreverifier.application;

import io.restoreverifier.model.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How an application is built and started, as the catalog says it.
 *
 * @param build run to its end before; without what logs in to a database
 * @param run goes on until the sandbox ends
 * @param port that it listens on when it is ready
 * @param ready how long that may take, from the start of {@code run}
 * @param environment with placeholders still in it
 * @param files what the restored code needs and its backup rightly lacks, by the name that the catalog gives it
 */
public record Start(
        String image,
        Optional<String> build,
        String run,
        int port,
        Duration ready,
        Map<String, String> environment,
        Map<String, Path> files) {
    private static final Duration READY = Duration.ofMinutes(2);
    private static final int MOST_PORTS = 65_535;

    public Start {
        environment = Map.copyOf(environment);
        files = Map.copyOf(files);
    }

    /**
     * Reads {@code start:}; what is wrong with it becomes problems of the catalog.
     *
     * @param parts what each part can be asked for
     */
    public static Start read(Settings settings, Known parts) {
        Map<String, Path> files = files(settings);
        Known known = parts.with(Known.FILES, files.keySet());
        settings.text("build").ifPresent(text -> known.hold(settings, "build", text, false));
        String run = settings.requiredText("run");
        known.hold(settings, "run", run, false);
        Map<String, String> environment = new LinkedHashMap<>();
        settings.section("environment")
                .ifPresent(section -> section.keys()
                        .forEach(name -> section.text(name).ifPresent(value -> {
                            known.hold(section, name, value, true);
                            environment.put(name, value);
                        })));
        return new Start(
                settings.requiredText("image"),
                settings.text("build"),
                run,
                port(settings),
                settings.duration("ready").orElse(READY),
                environment,
                files);
    }

    private static int port(Settings settings) {
        if (!settings.has("port")) {
            settings.problem("port", "is missing", "add `port: ...`, which it listens on");
        }
        long port = settings.count("port").orElse(1L);
        if (port < 1 || port > MOST_PORTS) {
            settings.problem("port", port + " is not a port", "write a number from 1 to " + MOST_PORTS);
        }
        return (int) Math.min(port, MOST_PORTS);
    }

    private static Map<String, Path> files(Settings settings) {
        Map<String, Path> files = new LinkedHashMap<>();
        settings.section("files")
                .ifPresent(section -> section.keys()
                        .forEach(name -> section.path(name).ifPresent(path -> {
                            if (!Files.isReadable(path)) {
                                section.problem(name, "there is no file " + path, "it is given to the application");
                            }
                            files.put(name, path);
                        })));
        return files;
    }
}
