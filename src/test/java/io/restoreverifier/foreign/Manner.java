package io.restoreverifier.foreign;

import io.restoreverifier.corpus.ServerAlone;
import io.restoreverifier.model.Outcome;
import io.restoreverifier.run.RestoreRun;
import io.restoreverifier.run.RunOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Predicate;

/** A way to restore, and the databases that go it. */
enum Manner {
    CONTAINER("a container", database -> true),
    OWN_READER("a container, by our own reader", database -> database.major() == 17),
    LOCAL("local processes", database -> List.of("kea", "sqlledger").contains(database.name()));

    private final String words;
    private final Predicate<ForeignDatabase> takes;

    Manner(String words, Predicate<ForeignDatabase> takes) {
        this.words = words;
        this.takes = takes;
    }

    String words() {
        return words;
    }

    boolean takes(ForeignDatabase database) {
        return takes.test(database);
    }

    /** Verifies what lies beside a folder of its own, by entries that are written there; outcomes by entry. */
    Map<String, Outcome> verify(Path folder) throws IOException, InterruptedException {
        Path catalog = Files.createDirectories(folder.resolve("catalog"));
        if (this == OWN_READER) {
            Files.writeString(catalog.resolve("catalog.yml"), ServerAlone.inCatalog(17));
        }
        for (ForeignDatabase database : databases()) {
            Files.writeString(catalog.resolve(database.name() + ".yml"), database.entry("../.."));
        }
        Map<String, Outcome> outcomes = new LinkedHashMap<>();
        try (RestoreRun run = RestoreRun.open(options(folder))) {
            run.begin();
            for (ForeignDatabase database : databases()) {
                outcomes.put(database.name(), run.outcome(database.name()));
            }
        }
        return outcomes;
    }

    List<ForeignDatabase> databases() {
        return ForeignDatabase.all().stream().filter(takes).toList();
    }

    private RunOptions options(Path folder) {
        Properties properties = new Properties();
        properties.setProperty("restore.catalog", folder.resolve("catalog").toString());
        properties.setProperty("restore.report", folder.resolve("report").toString());
        properties.setProperty("restore.history", folder.resolve("history").toString());
        properties.setProperty("restore.parallel", "2");
        properties.setProperty("restore.sandbox", this == LOCAL ? "local" : "docker");
        for (String name : List.of("restore.allure", "restore.postgresql")) {
            properties.setProperty(name, System.getProperty(name, ""));
        }
        return RunOptions.from(properties);
    }
}
