package io.restoreverifier.run;

import io.restoreverifier.model.Finding;
import io.restoreverifier.model.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A catalog of physical backups of PostgreSQL out of repositories, in a folder of a test. */
record PhysicalCatalog(Path home) {

    /** @param checks in one line; empty: that a table of the sample is there */
    void entry(String name, String source, String restore, String checks) throws IOException {
        Files.writeString(Files.createDirectories(home.resolve("catalog")).resolve(name + ".yml"), """
                backup: %s
                source: {%s}
                restore: {postgresql: {%s}}
                checks:
                  %s
                """.formatted(
                        name, source, restore, checks.isEmpty() ? "tables: [customers]" : checks));
    }

    RestoreRun open() {
        Properties properties = new Properties();
        properties.setProperty("restore.catalog", home.resolve("catalog").toString());
        properties.setProperty("restore.report", home.resolve("report").toString());
        properties.setProperty("restore.history", home.resolve("history").toString());
        properties.setProperty("restore.allure", System.getProperty("restore.allure", ""));
        return RestoreRun.open(RunOptions.from(properties));
    }

    static List<String> errors(Outcome outcome) {
        return outcome.findings().stream()
                .filter(Finding::isError)
                .map(f -> f.code() + " " + f.message())
                .toList();
    }

    /** Every name below a folder, with size and times. */
    static Map<String, String> tree(Path folder) throws IOException {
        Map<String, String> tree = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : (Iterable<Path>) paths::iterator) {
                tree.put(path.toString(), Files.readAttributes(path, "unix:size,lastModifiedTime,ctime,mode") + "");
            }
        }
        return tree;
    }
}
