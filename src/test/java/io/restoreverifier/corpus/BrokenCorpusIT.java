package io.restoreverifier.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Outcome;
import io.restoreverifier.model.Severity;
import io.restoreverifier.model.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each artifact that is broken in one respect is told, and the whole ones are not. {@code -Dcorpus.only=} picks by name. */
class BrokenCorpusIT {
    @TempDir
    static Path home;

    private static CorpusRun corpus;
    private static Footprint before;
    private static Engine engineBefore;

    @BeforeAll
    static void begin() throws IOException, InterruptedException {
        corpus = CorpusRun.begin(home, chosen().toList());
        before = Footprint.of(corpus.artifacts());
        engineBefore = Engine.now();
        corpus.verify();
    }

    @AfterAll
    static void end() throws InterruptedException {
        corpus.close();
    }

    private static Stream<Variant> chosen() {
        String names = System.getProperty("corpus.only", ".*");
        return Variant.all().stream().filter(v -> v.name().matches(names));
    }

    static Stream<Variant> broken() {
        return chosen().filter(v -> !v.isWhole());
    }

    static Stream<Variant> whole() {
        return chosen().filter(Variant::isWhole);
    }

    static Stream<Variant> besideOlderOnes() {
        return chosen().filter(Variant::older);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("broken")
    void whatIsBrokenFailsWithItsCodeAndNoOther(Variant variant) throws InterruptedException {
        Outcome outcome = corpus.outcome(variant);

        List<Finding> errors = Told.justTheErrorsOf(variant, outcome);
        assertThat(errors.get(0).code())
                .as("what is told first")
                .isEqualTo(variant.code().get(0));
        assertThat(outcome.verdict()).isEqualTo(Verdict.FAILED);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("whole")
    void whatIsWholePassesInSilence(Variant variant) throws InterruptedException {
        Outcome outcome = corpus.outcome(variant);

        assertThat(outcome.findings()).as(Told.of(outcome)).allMatch(f -> f.severity() == Severity.INFO);
        assertThat(outcome.verdict()).isEqualTo(Verdict.PASSED);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("besideOlderOnes")
    void theLastRestorableOneIsNamed(Variant variant) throws InterruptedException {
        Outcome outcome = corpus.outcome(variant);

        assertThat(outcome.findings())
                .filteredOn(f -> f.code() == FindingCode.LAST_RESTORABLE)
                .singleElement()
                .satisfies(f -> assertThat(f.message())
                        .startsWith("last restorable: " + variant.sample().name(1) + ", of 2026-11-20T02:"));
    }

    @Test
    void noArtifactIsTouched() throws IOException, InterruptedException {
        corpus.close();

        assertThat(Footprint.of(corpus.artifacts())).isEqualTo(before);
    }

    @Test
    void nothingIsLeft() throws IOException, InterruptedException {
        corpus.close();

        String runId = RunReport.in(corpus.report()).runId();
        assertThat(Path.of(System.getProperty("java.io.tmpdir"), "rv-" + runId)).doesNotExist();
        assertThat(Engine.containersOf(runId)).isEmpty();
        engineBefore.awaitNothingMore();
    }

    @Test
    void theDocumentSaysWhatIsTested() throws IOException {
        Path document = Path.of("docs/broken-corpus.md");
        String written = CorpusDocument.of(Variant.all());
        if ("write".equals(System.getProperty("corpus.document"))) {
            Files.writeString(document, written);
        }

        assertThat(document).hasContent(written);
    }
}
