package io.restoreverifier.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Masking;
import io.restoreverifier.model.Outcome;
import io.restoreverifier.model.Progress;
import io.restoreverifier.model.Verdict;
import io.restoreverifier.sandbox.Capacity;
import io.restoreverifier.sandbox.Need;
import io.restoreverifier.sandbox.RunFolder;
import io.restoreverifier.sandbox.Sandboxes;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Many backups in one run: none of them is another one's trouble. */
@Timeout(30)
class ScheduleTest {
    @TempDir
    Path temporary;

    private RunFolder folder;
    private final Schedule schedule = new Schedule(2);
    private Admission admission = Admission.ofAll();

    @BeforeEach
    void create() {
        folder = RunFolder.create(temporary);
    }

    @AfterEach
    void end() {
        schedule.close();
        folder.close();
    }

    @Test
    void oneThatHangsHoldsUpNobody() {
        List<Plan> plans = new ArrayList<>();
        plans.add(SmallPlans.files("hangs", new HangingSource(), Duration.ofSeconds(2)));
        plans.addAll(small(20));

        Map<String, CompletableFuture<Outcome>> outcomes = begin(plans);

        IntStream.range(0, 20)
                .forEach(i -> assertThat(outcomes.get("small-" + i)
                                .orTimeout(15, TimeUnit.SECONDS)
                                .join()
                                .verdict())
                        .isEqualTo(Verdict.PASSED));
        assertThat(errors(outcomes.get("hangs").join())).containsExactly(FindingCode.TIMED_OUT);
    }

    @Test
    void thoseThatWaitForRoomAreNotTimedOutAndLetOthersPass() {
        admission = new Admission(() -> new Capacity(Long.MAX_VALUE, 1000), schedule);
        Stopwatch stranger = new Stopwatch();
        admission.claim(new Need(0, 1000), stranger);
        List<Plan> waiting = List.of(
                SmallPlans.files("waits-1", SmallPlans.source(), Duration.ofSeconds(1)),
                SmallPlans.files("waits-2", SmallPlans.source(), Duration.ofSeconds(1)));

        Map<String, CompletableFuture<Outcome>> outcomes = begin(waiting);
        CompletableFuture<Outcome> missing = begin(
                        List.of(SmallPlans.files("missing", new InMemorySource(), Duration.ofSeconds(5))))
                .get("missing");

        // Both seats are taken by those that wait, and yet the third comes to its end.
        assertThat(errors(missing.orTimeout(10, TimeUnit.SECONDS).join()))
                .containsExactly(FindingCode.ARTIFACT_MISSING);
        pause(1500);
        assertThat(outcomes.values()).noneMatch(CompletableFuture::isDone);
        admission.release(stranger);
        assertThat(outcomes.get("waits-1").join().verdict()).isEqualTo(Verdict.PASSED);
        Outcome second = outcomes.get("waits-2").join();
        assertThat(second.verdict()).isEqualTo(Verdict.PASSED);
        assertThat(second.notes()).anyMatch(n -> n.matches("waited \\S+ for memory or disk, which counts for nothing"));
        assertThat(second.rto().measured().orElseThrow()).isLessThan(Duration.ofSeconds(1));
    }

    @Test
    void fiveHundredSmallOnesAllComeToTheirEnd() {
        Map<String, CompletableFuture<Outcome>> outcomes = begin(small(500));

        assertThat(outcomes.values())
                .allSatisfy(outcome -> assertThat(outcome.join().verdict()).isEqualTo(Verdict.PASSED));
    }

    private Map<String, CompletableFuture<Outcome>> begin(List<Plan> plans) {
        Instant now = SmallPlans.NOW;
        return schedule.begin(
                plans,
                new Surroundings(ScheduleTest::noSandboxes, admission, folder, now, Progress.SILENT, Masking.NONE));
    }

    private static Sandboxes noSandboxes() {
        throw new AssertionError("files without commands need no sandbox");
    }

    private static List<Plan> small(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> SmallPlans.files("small-" + i, SmallPlans.source(), Duration.ofMinutes(1)))
                .toList();
    }

    private static List<FindingCode> errors(Outcome outcome) {
        return outcome.findings().stream()
                .filter(Finding::isError)
                .map(Finding::code)
                .toList();
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
