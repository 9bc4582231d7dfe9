package io.restoreverifier.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.restoreverifier.model.CheckResult;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Progress;
import io.restoreverifier.model.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Nothing is PASSED without something that was asked, and held. */
class StoryTest {
    private static final List<CheckResult> UNASKED = List.of(
            CheckResult.passed("contacts", "", "", "nobody"),
            CheckResult.passed("runs", "", "runs to the end of the checks", "runs"),
            CheckResult.passed("rto", "", "at most 1h", "2.0s"));

    private final ScheduledExecutorService alarms = Executors.newSingleThreadScheduledExecutor();

    @AfterEach
    void stop() {
        alarms.shutdownNow();
    }

    /** As where a picture of a page is all that was asked for, and this machine has no browser. */
    @Test
    void anApplicationThatWasAskedNothingButRunsIsNotProven() {
        Story story = told(CheckResult.notApplicable("screenshot", "/", "", "this machine has no Chromium"));

        assertThat(story.soFar()).isEqualTo(Verdict.COULD_NOT_VERIFY);
        assertThat(story.findings()).extracting(Finding::code).containsExactly(FindingCode.NOTHING_CHECKED);
    }

    @Test
    void oneThatHasAnsweredIsProven() {
        Story story = told(CheckResult.passed("http", "GET /health", "status 200", "status 200"));

        assertThat(story.soFar()).isEqualTo(Verdict.PASSED);
        assertThat(story.findings()).isEmpty();
    }

    private Story told(CheckResult asked) {
        Plan plan = SmallPlans.files("shop", SmallPlans.source(), SmallPlans.DAY);
        try (Expiry expiry = new Expiry(Duration.ofMinutes(1), new Stopwatch(), alarms)) {
            Story story = new Story("shop", Progress.SILENT, expiry, new Ignoring(plan.backup(), SmallPlans.NOW));
            List<CheckResult> all = new ArrayList<>(UNASKED);
            all.add(asked);
            story.check(all);
            story.demandEvidence();
            return story;
        }
    }
}
