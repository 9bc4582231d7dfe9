package io.restoreverifier.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import io.restoreverifier.model.Finding;
import io.restoreverifier.model.Outcome;
import io.restoreverifier.model.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is broken in a dump is told by the same codes when our own reader restores it, since there is no pg_restore. */
class OwnReaderCorpusIT {
    @TempDir
    static Path home;

    private static CorpusRun corpus;

    @BeforeAll
    static void begin() throws IOException, InterruptedException {
        corpus = CorpusRun.begin(home, variants().toList(), ServerAlone.inCatalog());
        corpus.verify();
    }

    @AfterAll
    static void end() throws InterruptedException {
        corpus.close();
    }

    static Stream<Variant> variants() {
        return Stream.concat(DamagedDumps.variants().stream(), BrokenDatabases.variants().stream());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("variants")
    void whatIsToldIsTheSame(Variant variant) throws InterruptedException {
        Outcome outcome = corpus.outcome(variant);

        List<Finding> errors =
                outcome.findings().stream().filter(Finding::isError).toList();
        assertThat(errors)
                .extracting(Finding::code)
                .as(told(outcome))
                .containsOnlyElementsOf(variant.errors())
                .containsAll(variant.errors());
        assertThat(outcome.verdict()).isEqualTo(variant.isWhole() ? Verdict.PASSED : Verdict.FAILED);
        if (variant.isWhole()) {
            assertThat(outcome.notes())
                    .contains(
                            "restored by Restore Verifier's own reader: no pg_restore of major 15 or later is installed");
        }
    }

    private static String told(Outcome outcome) {
        return outcome.findings().stream()
                .map(f -> f.severity() + " " + f.code() + " [" + f.subject() + "] " + f.message())
                .collect(Collectors.joining("\n", outcome.entry() + "\n", "\n"));
    }
}
