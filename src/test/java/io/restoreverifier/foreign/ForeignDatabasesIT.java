package io.restoreverifier.foreign;

import static org.assertj.core.api.Assertions.assertThat;

import io.restoreverifier.model.CheckResult;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.Outcome;
import io.restoreverifier.model.Status;
import io.restoreverifier.model.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whole databases of other people, verified by entries that say no more than source, kind and roles: no false alarm. */
class ForeignDatabasesIT {
    @TempDir
    static Path home;

    private static final Map<ForeignDatabase, NoFalseAlarmDocument.Shape> SHAPES = new LinkedHashMap<>();
    private static final Map<Manner, Map<String, Outcome>> OUTCOMES = new EnumMap<>(Manner.class);

    @BeforeAll
    static void verify() throws IOException, InterruptedException {
        Map<Integer, List<ForeignDatabase>> byMajor = ForeignDatabase.all().stream()
                .collect(Collectors.groupingBy(ForeignDatabase::major, LinkedHashMap::new, Collectors.toList()));
        for (Map.Entry<Integer, List<ForeignDatabase>> group : byMajor.entrySet()) {
            try (Workshop workshop = Workshop.of(group.getKey())) {
                for (ForeignDatabase database : group.getValue()) {
                    make(database, workshop);
                }
            }
        }
        for (Manner manner : Manner.values()) {
            OUTCOMES.put(manner, manner.verify(home.resolve(manner.name())));
        }
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

    static Stream<Arguments> verified() {
        return Stream.of(Manner.values())
                .flatMap(manner -> manner.databases().stream().map(database -> Arguments.of(database, manner)));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("verified")
    void thereIsNoFalseAlarm(ForeignDatabase database, Manner manner) {
        Outcome outcome = OUTCOMES.get(manner).get(database.name());

        assertThat(outcome.findings())
                .as(told(outcome))
                .extracting(f -> f.severity() + " " + f.code() + " " + f.subject())
                .containsExactlyInAnyOrderElementsOf(database.warnings());
        assertThat(outcome.verdict()).isEqualTo(Verdict.PASSED);
        assertThat(outcome.checks())
                .filteredOn(c -> c.status() == Status.PASSED)
                .extracting(CheckResult::check)
                .contains("restored-something", "row-exact", "indexes", "constraints");
    }

    /** It need not name each check: one that is put by default today is asked of these databases today. */
    @Test
    void theDocumentSaysWhatIsTested() throws IOException {
        Path document = Path.of("docs/no-false-alarm.md");
        String written = NoFalseAlarmDocument.of(SHAPES, OUTCOMES);
        if ("write".equals(System.getProperty("corpus.document"))) {
            Files.writeString(document, written);
        }

        assertThat(Files.readString(document))
                .startsWith(written.substring(0, written.indexOf(NoFalseAlarmDocument.ASKED)));
        assertThat(written.lines()).containsAll(Files.readAllLines(document));
    }

    private static String told(Outcome outcome) {
        return outcome.findings().stream().map(Finding::toString).collect(Collectors.joining("\n", "\n", "\n"));
    }
}
