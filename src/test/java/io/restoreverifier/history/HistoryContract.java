package io.restoreverifier.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.restoreverifier.model.PastOutcome;
import io.restoreverifier.model.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** What holds of a history, whatever database it is in. */
public abstract class HistoryContract {
    static final Duration PATIENCE = Duration.ofSeconds(20);
    static final Duration MONTH = Duration.ofDays(31);
    static final Duration LONG = Duration.ofDays(400);

    /** Where it is; empty at the beginning of each test. */
    protected abstract String where() throws Exception;

    final History history() throws Exception {
        return History.open(where(), PATIENCE);
    }

    private static void keep(History history, String run, int daysAgo, Verdict verdict) {
        var at = Runs.NOW.minus(Duration.ofDays(daysAgo));
        history.keep(Runs.run(run, at, List.of(Runs.outcome("customers", at, verdict))), LONG);
    }

    @Test
    void aNewOneIsEmpty() throws Exception {
        assertThat(history().past(Runs.NOW, MONTH)).isEmpty();
        assertThat(history().last()).isEmpty();
    }

    @Test
    void whatIsKeptComesBack() throws Exception {
        keep(history(), "one", 1, Verdict.PASSED);

        var at = Runs.NOW.minus(Duration.ofDays(1));
        assertThat(history().past(Runs.NOW, MONTH))
                .isEqualTo(Map.of(
                        "customers",
                        List.of(new PastOutcome(
                                "customers",
                                "one",
                                at,
                                Verdict.PASSED,
                                Optional.of("customers.dump"),
                                Optional.of(at.minusSeconds(3600)),
                                OptionalLong.of(1000),
                                "ab".repeat(32),
                                Optional.of(Duration.ofHours(2)),
                                Optional.of(Duration.ofSeconds(12)),
                                Map.of("public.customers", 1200L, "public.invoices", 5000L)))));
    }

    @Test
    void aRunThatIsKeptTwiceIsThereOnce() throws Exception {
        keep(history(), "one", 1, Verdict.PASSED);
        keep(history(), "one", 1, Verdict.PASSED);

        assertThat(history().of("customers")).hasSize(1);
    }

    @Test
    void theOldestComesFirstAndWhatIsOfLaterIsLeftOut() throws Exception {
        keep(history(), "later", -1, Verdict.PASSED);
        keep(history(), "second", 1, Verdict.FAILED);
        keep(history(), "first", 2, Verdict.PASSED);

        assertThat(history().past(Runs.NOW, MONTH).get("customers"))
                .extracting(PastOutcome::run)
                .containsExactly("first", "second");
        assertThat(history().last()).extracting(PastOutcome::run).containsExactly("later");
    }

    @Test
    void theLastThatPassedIsThereHoweverOldItIs() throws Exception {
        keep(history(), "older", 200, Verdict.PASSED);
        keep(history(), "passed", 100, Verdict.PASSED);
        keep(history(), "failed", 1, Verdict.FAILED);

        assertThat(history().past(Runs.NOW, MONTH).get("customers"))
                .extracting(PastOutcome::run)
                .containsExactly("passed", "failed");
    }

    @Test
    void runsThatAreTooOldAreForgottenWithAllThatBelongsToThem() throws Exception {
        keep(history(), "old", 500, Verdict.FAILED);
        keep(history(), "new", 0, Verdict.PASSED);

        assertThat(history().of("customers")).extracting(PastOutcome::run).containsExactly("new");
    }

    @RepeatedTest(5)
    void severalThreadsMayOpenAndWriteItAtOnce() throws Exception {
        String where = where();
        CompletableFuture.allOf(IntStream.range(0, 8)
                        .mapToObj(i -> CompletableFuture.runAsync(
                                () -> keep(History.open(where, PATIENCE), "run-" + i, i, Verdict.PASSED)))
                        .toArray(CompletableFuture[]::new))
                .join();

        assertThat(history().of("customers")).hasSize(8);
    }
}
