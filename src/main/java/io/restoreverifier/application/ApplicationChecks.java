package io.restoreverifier.application;

import io.restoreverifier.model.Settings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The registry of what an application can be asked: a kind of check is its class and its line here. */
public final class ApplicationChecks {
    /** Names of those that are put unasked. That it runs and reaches for nobody says nothing of what it would answer. */
    public static final Set<String> UNASKED = Set.of("contacts", "runs");

    private static final int MOST_PORTS = 65_535;

    private ApplicationChecks() {}

    /** Reads one key below {@code checks:}; what is wrong becomes problems of the catalog. */
    @FunctionalInterface
    private interface Reader {
        List<ApplicationCheck> read(Settings checks, String key);
    }

    /** In the order in which they are put: what is counted in the log is asked for when all requests were made. */
    private static Map<String, Reader> readers(Set<String> databases) {
        Map<String, Reader> readers = new LinkedHashMap<>();
        readers.put("http", ApplicationChecks::http);
        readers.put("write", (checks, key) -> write(checks, key, databases));
        readers.put("screenshot", ApplicationChecks::screenshot);
        readers.put("tcp", ApplicationChecks::tcp);
        readers.put("commands", ApplicationChecks::commands);
        readers.put("logs", ApplicationChecks::logs);
        return readers;
    }

    /**
     * Reads the checks of an entry; what is wrong becomes problems of the catalog.
     *
     * @param databases the names of the parts that are databases
     */
    public static List<ApplicationCheck> read(Settings entry, Set<String> databases) {
        List<ApplicationCheck> checks = new ArrayList<>();
        Optional<Settings> section = entry.section("checks");
        section.ifPresent(settings -> readers(databases).forEach((key, reader) -> {
            if (settings.has(key)) {
                checks.addAll(reader.read(settings, key));
            }
        }));
        if (checks.isEmpty()) {
            entry.problem(
                    "checks",
                    "asks the application nothing, which proves nothing",
                    "write `checks: {http: [{get: /health, status: 200}]}`");
        }
        checks.add(new ContactsCheck(
                section.filter(settings -> settings.has("contacts")).map(settings -> settings.texts("contacts"))));
        checks.add(new RunsCheck());
        return List.copyOf(checks);
    }

    private static List<ApplicationCheck> http(Settings checks, String key) {
        return checks.sections(key).stream()
                .<ApplicationCheck>map(http -> new HttpCheck(HttpSettings.read(http)))
                .toList();
    }

    private static List<ApplicationCheck> write(Settings checks, String key, Set<String> databases) {
        return checks.sections(key).stream()
                .<ApplicationCheck>map(write -> WriteCheck.read(write, databases))
                .toList();
    }

    private static List<ApplicationCheck> screenshot(Settings checks, String key) {
        List<ApplicationCheck> pages = new ArrayList<>();
        for (String path : checks.texts(key)) {
            if (HttpSettings.isPath(path)) {
                pages.add(new ScreenshotCheck(path));
            } else {
                checks.problem(key, "`" + path + "` is not a path", "begin it with a slash");
            }
        }
        return pages;
    }

    private static List<ApplicationCheck> tcp(Settings checks, String key) {
        List<ApplicationCheck> ports = new ArrayList<>();
        for (String port : checks.texts(key)) {
            if (port.matches("[1-9][0-9]{0,4}") && Integer.parseInt(port) <= MOST_PORTS) {
                ports.add(new PortCheck(Integer.parseInt(port)));
            } else {
                checks.problem(key, "`" + port + "` is not a port", "write `tcp: [9000]`");
            }
        }
        return ports;
    }

    private static List<ApplicationCheck> commands(Settings checks, String key) {
        return checks.sections(key).stream()
                .<ApplicationCheck>map(command -> {
                    String run = command.requiredText("run");
                    return new CommandCheck(command.text("name").orElse(run), run);
                })
                .toList();
    }

    private static List<ApplicationCheck> logs(Settings checks, String key) {
        List<ApplicationCheck> logs = new ArrayList<>();
        checks.section(key)
                .ifPresent(section -> section.texts("lacks")
                        .forEach(text -> HttpSettings.pattern(section, "lacks", text)
                                .ifPresent(pattern -> logs.add(new LogCheck(pattern)))));
        return logs;
    }
}
