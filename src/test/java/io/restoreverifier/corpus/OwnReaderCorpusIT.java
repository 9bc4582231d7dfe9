package io.restoreverifier.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Outcome;
import io.restoreverifier.model.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is broken in a dump is told by the same codes when our own reader restores it, since there is no pg_restore. */
class OwnReaderCorpusIT {
    /** What a restore itself tells: checks are put to a database that is the same, whoever restored it. */
    private static final Set<FindingCode> TOLD_BY_A_RESTORE = EnumSet.of(
            FindingCode.RESTORE_FAILED,
            FindingCode.RESTORE_ERRORS,
            FindingCode.RESTORED_NOTHING,
            FindingCode.ROLE_MISSING,
            FindingCode.EXTENSION_MISSING,
            FindingCode.ROWS_DIFFER,
            FindingCode.CONSTRAINT_NOT_VALID,
            FindingCode.SEQUENCE_BEHIND);

    @TempDir
    static Path home;

    private static CorpusRun corpus;

    @BeforeAll
    static void begin() throws IOException, InterruptedException {
        corpus = CorpusRun.begin(home, variants().toList(), ServerAlone.inCatalog(15));
        corpus.verify();
    }

    @AfterAll
    static void end() throws InterruptedException {
        corpus.close();
    }

    static Stream<Variant> variants() {
        return Stream.concat(
                DamagedDumps.variants().stream(),
                BrokenDatabases.variants().stream()
                        .filter(v -> v.isWhole()
                                || TOLD_BY_A_RESTORE.contains(v.code().get(0))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("variants")
    void whatIsToldIsTheSame(Variant variant) throws InterruptedException {
        Outcome outcome = corpus.outcome(variant);

        Told.justTheErrorsOf(variant, outcome);
        assertThat(outcome.verdict()).isEqualTo(variant.isWhole() ? Verdict.PASSED : Verdict.FAILED);
        if (variant.isWhole()) {
            assertThat(outcome.notes())
                    .contains(
                            "restored by Restore Verifier's own reader: no pg_restore of major 15 or later is installed");
        }
    }
}
