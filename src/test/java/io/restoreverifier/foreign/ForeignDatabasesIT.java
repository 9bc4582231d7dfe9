package io.restoreverifier.foreign;

import static org.assertj.core.api.Assertions.assertThat;

import io.restoreverifier.model.CheckResult;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.Outcome;
import io.restoreverifier.model.Status;
import io.restoreverifier.model.Verdict;
import io.restoreverifier.run.RestoreRun;
import io.restoreverifier.run.RunOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whole databases of other people, verified by entries that say no more than source, kind and roles: no false alarm. */
class ForeignDatabasesIT {
    @TempDir
    static Path home;

    private static final Map<ForeignDatabase, NoFalseAlarmDocument.Shape> SHAPES = new LinkedHashMap<>();
    private static RestoreRun run;

    @BeforeAll
    static void begin() throws IOException, InterruptedException {
        Path catalog = Files.createDirectory(home.resolve("catalog"));
        Map<Integer, List<ForeignDatabase>> byMajor = ForeignDatabase.all().stream()
                .collect(Collectors.groupingBy(ForeignDatabase::major, LinkedHashMap::new, Collectors.toList()));
        for (Map.Entry<Integer, List<ForeignDatabase>> group : byMajor.entrySet()) {
            try (Workshop workshop = Workshop.of(group.getKey())) {
                for (ForeignDatabase database : group.getValue()) {
                    make(database, workshop);
                    Files.writeString(catalog.resolve(database.name() + ".yml"), database.entry());
                }
            }
        }
        run = RestoreRun.open(options());
        run.begin();
    }

    private static void make(ForeignDatabase database, Workshop workshop) throws IOException, InterruptedException {
        String name = database.name();
        workshop.make(name);
        SHAPES.put(database, new NoFalseAlarmDocument.Shape(workshop.shape(name), workshop.rows(name)));
        Path folder = Files.createDirectory(home.resolve(name));
        workshop.dump(name, folder.resolve(name + ".dump"));
        if (database.needsGlobals()) {
            workshop.globals(folder.resolve("globals-" + name + ".sql"));
        }
    }

    @AfterAll
    static void end() {
        if (run != null) {
            run.close();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("io.restoreverifier.foreign.ForeignDatabase#all")
    void thereIsNoFalseAlarm(ForeignDatabase database) throws InterruptedException {
        Outcome outcome = run.outcome(database.name());

        assertThat(outcome.findings()).as(told(outcome)).isEmpty();
        assertThat(outcome.verdict()).isEqualTo(Verdict.PASSED);
        assertThat(outcome.checks())
                .filteredOn(c -> c.status() == Status.PASSED)
                .extracting(CheckResult::check)
                .contains("restored-something", "indexes", "constraints");
    }

    @Test
    void theDocumentSaysWhatIsTested() throws IOException, InterruptedException {
        Map<String, Outcome> outcomes = new LinkedHashMap<>();
        for (ForeignDatabase database : ForeignDatabase.all()) {
            outcomes.put(database.name(), run.outcome(database.name()));
        }
        Path document = Path.of("docs/no-false-alarm.md");
        String written = NoFalseAlarmDocument.of(SHAPES, outcomes);
        if ("write".equals(System.getProperty("corpus.document"))) {
            Files.writeString(document, written);
        }

        assertThat(document).hasContent(written);
    }

    private static RunOptions options() {
        Properties properties = new Properties();
        properties.setProperty("restore.catalog", home.resolve("catalog").toString());
        properties.setProperty("restore.report", home.resolve("report").toString());
        properties.setProperty("restore.history", home.resolve("history").toString());
        properties.setProperty("restore.parallel", "2");
        properties.setProperty("restore.sandbox", "docker");
        properties.setProperty("restore.allure", System.getProperty("restore.allure", ""));
        return RunOptions.from(properties);
    }

    private static String told(Outcome outcome) {
        return outcome.findings().stream().map(Finding::toString).collect(Collectors.joining("\n", "\n", "\n"));
    }
}
