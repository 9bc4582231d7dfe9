package io.restoreverifier.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.restoreverifier.check.Check;
import io.restoreverifier.check.CheckReport;
import io.restoreverifier.check.Subject;
import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.CheckResult;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Objective;
import io.restoreverifier.model.QuietRestored;
import io.restoreverifier.model.Restored;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** Checks are put side by side where they may be, and each has its answer in its place. */
class AnswersTest {
    private final ScheduledExecutorService alarms = Executors.newSingleThreadScheduledExecutor();

    @AfterEach
    void end() {
        alarms.shutdownNow();
    }

    @Test
    @EnabledIf("hasCores")
    void thoseThatMayBePutBesideOthersAre() {
        CyclicBarrier both = new CyclicBarrier(2);
        Supplier<CheckReport> meeting = () -> {
            try {
                both.await(20, TimeUnit.SECONDS);
                return holds("met");
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        };

        assertThat(found(check("a", true, meeting), check("b", true, meeting))).containsExactly("a: met", "b: met");
    }

    @Test
    void theRestIsPutAloneAndAfterThem() {
        AtomicInteger running = new AtomicInteger();
        Supplier<CheckReport> counting = () -> holds(running.incrementAndGet() + " begun");

        assertThat(found(
                        check("alone", false, counting),
                        check("a", true, () -> holds("beside")),
                        check("alone too", false, counting)))
                .containsExactly("alone: 1 begun", "a: beside", "alone too: 2 begun");
    }

    @Test
    void oneThatThrowsKeepsNoOtherFromAnAnswer() {
        assertThat(found(
                        check("lost", true, () -> {
                            throw new CannotTell(FindingCode.TOOL_FAILED, "the server is gone", "");
                        }),
                        check("faulty", true, () -> {
                            throw new IllegalStateException("with a row in it");
                        }),
                        check("silent", true, () -> CheckReport.of(List.of())),
                        check("a", true, () -> holds("yes"))))
                .satisfiesExactly(
                        lost -> assertThat(lost).isEqualTo("lost: the server is gone"),
                        faulty -> assertThat(faulty)
                                .startsWith("faulty: unexpected IllegalStateException")
                                .doesNotContain("row in it"),
                        silent -> assertThat(silent).isEqualTo("silent: check silent gave no answer"),
                        held -> assertThat(held).isEqualTo("a: yes"));
    }

    @Test
    void whenTheTimeIsOverEachSaysSo() {
        try (Expiry expiry = new Expiry(Duration.ofMillis(50), new Stopwatch(), alarms)) {
            Supplier<CheckReport> hanging = () -> {
                try {
                    Thread.sleep(20_000);
                    return holds("slept");
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            };
            List<CheckReport> reports =
                    new Answers(subject(), expiry).put(List.of(check("a", true, hanging), check("b", true, hanging)));

            assertThat(reports)
                    .flatExtracting(CheckReport::results)
                    .flatExtracting(CheckResult::findings)
                    .extracting(f -> f.code())
                    .containsExactly(FindingCode.TIMED_OUT, FindingCode.TIMED_OUT);
        }
    }

    static boolean hasCores() {
        return Runtime.getRuntime().availableProcessors() > 1;
    }

    private List<String> found(Check... checks) {
        try (Expiry expiry = new Expiry(Duration.ofMinutes(1), new Stopwatch(), alarms)) {
            return new Answers(subject(), expiry)
                    .put(List.of(checks)).stream()
                            .flatMap(report -> report.results().stream())
                            .map(result -> result.check() + ": " + result.found())
                            .toList();
        }
    }

    private static CheckReport holds(String found) {
        return CheckReport.of(CheckResult.passed("", "", "", found));
    }

    private static Check check(String name, boolean besideOthers, Supplier<CheckReport> answer) {
        return new Check() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public boolean besideOthers() {
                return besideOthers;
            }

            @Override
            public CheckReport put(Subject subject) {
                return CheckReport.of(answer.get().results().stream()
                        .map(r -> CheckResult.passed(name, r.subject(), r.expected(), r.found()))
                        .toList());
            }
        };
    }

    private static Subject subject() {
        Restored restored = new QuietRestored() {};
        return new Subject(
                restored, null, null, Instant.EPOCH, Optional.empty(), Objective.none(), Duration.ofMinutes(1));
    }
}
