package io.restoreverifier.report;

import io.qameta.allure.model.Stage;
import io.qameta.allure.model.Status;
import io.qameta.allure.model.StepResult;
import io.qameta.allure.model.TestResult;
import io.qameta.allure.util.ResultsUtils;
import io.restoreverifier.model.Attachment;
import io.restoreverifier.model.Durations;
import io.restoreverifier.model.GroundDrawing;
import io.restoreverifier.model.GroundMap.Answer;
import io.restoreverifier.model.GroundMap.Fate;
import io.restoreverifier.model.GroundMap.Lost;
import io.restoreverifier.model.RunResult;
import io.restoreverifier.model.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;

/**
 * The map of what fails together as a result of its own, with an answer for each failure domain. It is no entry and has no
 * verdict: it is green when everything would come back, else of no colour that calls for somebody, since what is wrong with
 * an entry is told by that entry.
 */
final class AllureGround {
    /** No entry can be called so: names have no blanks. */
    static final String NAME = "What fails together";

    private static final String EPIC = "Restore tests";
    private static final String IDENTITY = UUID.nameUUIDFromBytes(
                    "restore-verifier ground".getBytes(java.nio.charset.StandardCharsets.UTF_8))
            .toString()
            .replace("-", "");

    private AllureGround() {}

    static Attachment map(RunResult run) {
        return Attachment.drawing("map", GroundDrawing.of(run.ground()));
    }

    static TestResult of(RunResult run) {
        Instant at = run.finished();
        TestResult result = new TestResult()
                .setUuid(UUID.randomUUID().toString())
                .setHistoryId(IDENTITY)
                .setTestCaseId(IDENTITY)
                .setTestCaseName(NAME)
                .setFullName(EPIC + ": " + NAME)
                .setTitlePath(List.of(EPIC, "Ground"))
                .setName(NAME)
                .setStage(Stage.FINISHED)
                .setStart(at.toEpochMilli())
                .setStop(at.toEpochMilli())
                .setDescriptionHtml(description(run))
                .setLabels(List.of(
                        ResultsUtils.createEpicLabel(EPIC),
                        ResultsUtils.createFeatureLabel("Ground"),
                        ResultsUtils.createStoryLabel(NAME),
                        ResultsUtils.createParentSuiteLabel("Ground"),
                        ResultsUtils.createFrameworkLabel("restore-verifier")))
                .setSteps(run.ground().losses().stream()
                        .map(lost -> step(lost, at))
                        .toList());
        return run.ground().verdict() == Verdict.PASSED ? result.setStatus(Status.PASSED) : result;
    }

    /** The map is looked at where it is, without a click; as a file it is attached besides. */
    private static String description(RunResult run) {
        return new Html()
                .element("p", GroundDrawing.inWords(run.ground()))
                .open("div", "overflow-x: auto")
                .markup(GroundDrawing.inPage(run.ground()))
                .markup("</div>")
                .toString();
    }

    private static StepResult step(Lost lost, Instant at) {
        StepResult step = step("if " + lost.domain() + " is lost: " + inShort(lost), status(lost.verdict()), at);
        for (Answer answer : lost.answers()) {
            step.getSteps().add(step(answer.entry() + ": " + answer.text(), status(answer.fate()), at));
        }
        return step;
    }

    private static String inShort(Lost lost) {
        if (lost.answers().isEmpty()) {
            return "no production goes with it";
        }
        long gone = lost.answers().stream().filter(a -> a.fate() == Fate.LOST).count();
        long open =
                lost.answers().stream().filter(a -> a.fate() == Fate.UNKNOWN).count();
        String of = " of " + lost.answers().size();
        if (gone + open > 0) {
            return (gone > 0 ? gone + of + " for good" : "")
                    + (gone > 0 && open > 0 ? ", " : "")
                    + (open > 0 ? open + of + " not known" : "");
        }
        Duration longest = lost.answers().stream()
                .flatMap(answer -> answer.back().stream())
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
        return "all " + lost.answers().size() + " come back, the last after " + Durations.format(longest);
    }

    private static Status status(Fate fate) {
        return switch (fate) {
            case STAYS, COMES_BACK -> Status.PASSED;
            case UNKNOWN -> Status.BROKEN;
            case LOST -> Status.FAILED;
        };
    }

    private static Status status(Verdict verdict) {
        return switch (verdict) {
            case PASSED -> Status.PASSED;
            case COULD_NOT_VERIFY -> Status.BROKEN;
            case FAILED -> Status.FAILED;
        };
    }

    private static StepResult step(String name, Status status, Instant at) {
        return new StepResult()
                .setName(name)
                .setStatus(status)
                .setStage(Stage.FINISHED)
                .setStart(at.toEpochMilli())
                .setStop(at.toEpochMilli());
    }
}
