package io.restoreverifier.report;

import io.qameta.allure.model.Parameter;
import io.qameta.allure.model.Stage;
import io.qameta.allure.model.Status;
import io.qameta.allure.model.StatusDetails;
import io.qameta.allure.model.StepResult;
import io.restoreverifier.model.CheckResult;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.Outcome;
import io.restoreverifier.model.StageResult;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The stages of an entry as steps of an Allure result, with its checks and findings below the stage they belong to. */
final class AllureSteps {
    private static final Pattern OPENS_A_TAG = Pattern.compile("<(?=[a-zA-Z/!?])");

    private final Outcome outcome;
    private final Set<Finding> untold;

    private AllureSteps(Outcome outcome) {
        this.outcome = outcome;
        this.untold = new LinkedHashSet<>(outcome.findings());
        outcome.checks().forEach(check -> untold.removeAll(check.findings()));
    }

    static List<StepResult> of(Outcome outcome) {
        return new AllureSteps(outcome).steps();
    }

    private List<StepResult> steps() {
        List<StepResult> steps = new ArrayList<>();
        boolean checksTold = false;
        for (StageResult stage : outcome.stages()) {
            StepResult step = step(stage.stage().label(), status(stage.status()), stage.started(), stage.duration());
            findingsOf(stage).forEach(finding -> step.getSteps().add(finding(finding, stage.started())));
            if (stage.stage() == io.restoreverifier.model.Stage.CHECK) {
                step.getSteps().addAll(checks(stage.started()));
                checksTold = true;
            }
            steps.add(step);
        }
        if (!checksTold) {
            steps.addAll(checks(outcome.started()));
        }
        untold.forEach(finding -> steps.add(finding(finding, outcome.finished())));
        return steps;
    }

    private List<Finding> findingsOf(StageResult stage) {
        List<Finding> own =
                untold.stream().filter(f -> f.stage() == stage.stage()).toList();
        own.forEach(untold::remove);
        return own;
    }

    /** Checks carry how long they took and not when: they are laid out one after the other from the stage's start. */
    private List<StepResult> checks(Instant from) {
        List<StepResult> steps = new ArrayList<>();
        Instant start = from;
        for (CheckResult check : outcome.checks()) {
            steps.add(check(check, start));
            start = start.plus(check.duration());
        }
        return steps;
    }

    private static StepResult check(CheckResult check, Instant start) {
        StepResult step = step(name(check), status(check.status()), start, check.duration());
        if (!check.findings().isEmpty()) {
            step.setStatusDetails(new StatusDetails().setMessage(message(check.findings())));
        }
        return step;
    }

    private static String name(CheckResult check) {
        String put = ((check.ignored() ? "ignored: " : "") + check.check() + " " + check.subject()).strip();
        if (check.status() == io.restoreverifier.model.Status.NOT_APPLICABLE) {
            return put + ": not applicable: " + check.found();
        }
        if (check.expected().isEmpty()) {
            return put + ": " + check.found();
        }
        return put + ": expected " + check.expected() + ", found " + check.found();
    }

    private static StepResult finding(Finding finding, Instant at) {
        String severity = finding.severity().name().toLowerCase(java.util.Locale.ROOT) + " ";
        String weight = finding.ignored().isPresent() ? "ignored " + severity : finding.isError() ? "" : severity;
        StepResult step = step(weight + finding.code() + ": " + finding.message(), status(finding), at, Duration.ZERO);
        if (!finding.hint().isEmpty()) {
            step.getParameters().add(new Parameter().setName("hint").setValue(finding.hint()));
        }
        return step;
    }

    /**
     * Findings as the message of a result or a step: code and message, then the hint. Allure 2.34 writes this one text
     * into the page as HTML, and messages quote names out of hostile artifacts: a character that has no width behind
     * what would open a tag keeps it text. Escaping would be seen wherever Allure does escape it, as in its categories.
     */
    static String message(List<Finding> findings) {
        return OPENS_A_TAG
                .matcher(findings.stream().map(AllureSteps::lines).collect(Collectors.joining("\n")))
                .replaceAll("<\u2060");
    }

    private static String lines(Finding finding) {
        return finding.code() + ": " + finding.message()
                + (finding.hint().isEmpty() ? "" : "\n  hint: " + finding.hint())
                + finding.ignored()
                        .map(terms -> "\n  ignored until " + terms.until() + ": " + terms.reason())
                        .orElse("");
    }

    private static StepResult step(String name, Status status, Instant start, Duration duration) {
        return new StepResult()
                .setName(name)
                .setStatus(status)
                .setStage(Stage.FINISHED)
                .setStart(start.toEpochMilli())
                .setStop(start.plus(duration).toEpochMilli());
    }

    private static Status status(Finding finding) {
        return finding.isError() ? status(io.restoreverifier.model.Status.of(finding.verdict())) : Status.SKIPPED;
    }

    /** Only what does not apply is grey; whatever could not be answered is as loud as a failure. */
    private static Status status(io.restoreverifier.model.Status status) {
        return switch (status) {
            case PASSED -> Status.PASSED;
            case FAILED -> Status.FAILED;
            case COULD_NOT_VERIFY -> Status.BROKEN;
            case NOT_APPLICABLE -> Status.SKIPPED;
        };
    }
}
