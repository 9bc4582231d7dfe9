package io.restoreverifier.report;

import io.qameta.allure.model.Label;
import io.qameta.allure.model.Parameter;
import io.qameta.allure.model.Stage;
import io.qameta.allure.model.Status;
import io.qameta.allure.model.StatusDetails;
import io.qameta.allure.model.TestResult;
import io.qameta.allure.util.ResultsUtils;
import io.restoreverifier.model.Durations;
import io.restoreverifier.model.EntryFindings;
import io.restoreverifier.model.EntryLabels;
import io.restoreverifier.model.Objective;
import io.restoreverifier.model.Outcome;
import io.restoreverifier.model.Verdict;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/** One entry as a result of Allure. Its history hangs on its name alone: other entries may come and go. */
final class AllureEntry {
    private static final String EPIC = "Restore tests";

    private AllureEntry() {}

    /** @param asOf the moment that ages are counted to */
    static TestResult of(Outcome outcome, Instant asOf) {
        String identity = identity(outcome.entry());
        return new TestResult()
                .setUuid(UUID.randomUUID().toString())
                .setHistoryId(identity)
                .setTestCaseId(identity)
                .setTestCaseName(outcome.entry())
                .setFullName(EPIC + ": " + outcome.entry())
                .setTitlePath(List.of(EPIC, feature(outcome.kind())))
                .setName(outcome.entry())
                .setStatus(status(outcome))
                .setStatusDetails(details(outcome))
                .setStage(Stage.FINISHED)
                .setStart(outcome.started().toEpochMilli())
                .setStop(outcome.finished().toEpochMilli())
                .setDescriptionHtml(EntryHead.html(outcome, asOf))
                .setLabels(labels(outcome))
                .setParameters(parameters(outcome))
                .setSteps(AllureSteps.of(outcome));
    }

    private static String identity(String entry) {
        return UUID.nameUUIDFromBytes(("restore-verifier/" + entry).getBytes(StandardCharsets.UTF_8))
                .toString()
                .replace("-", "");
    }

    private static Status status(Outcome outcome) {
        return switch (outcome.verdict()) {
            case PASSED -> Status.PASSED;
            case FAILED -> Status.FAILED;
            case COULD_NOT_VERIFY -> Status.BROKEN;
        };
    }

    /** The errors, which Allure shows above everything else; nothing for what passed. */
    private static StatusDetails details(Outcome outcome) {
        String errors = AllureSteps.message(EntryFindings.of(outcome).errors());
        boolean unexplained = errors.isEmpty() && outcome.verdict() != Verdict.PASSED;
        return new StatusDetails().setMessage(unexplained ? EntryHead.sentence(outcome) : errors);
    }

    private static List<Label> labels(Outcome outcome) {
        EntryLabels of = outcome.labels();
        List<Label> labels = new ArrayList<>(List.of(
                ResultsUtils.createEpicLabel(EPIC),
                ResultsUtils.createFeatureLabel(feature(outcome.kind())),
                ResultsUtils.createStoryLabel(outcome.entry()),
                ResultsUtils.createParentSuiteLabel(feature(outcome.kind())),
                ResultsUtils.createSeverityLabel(of.criticality().name().toLowerCase(Locale.ROOT)),
                ResultsUtils.createFrameworkLabel("restore-verifier")));
        if (!of.owner().isEmpty()) {
            labels.add(ResultsUtils.createOwnerLabel(of.owner()));
        }
        of.tags().stream().map(ResultsUtils::createTagLabel).forEach(labels::add);
        return labels;
    }

    private static String feature(String kind) {
        return switch (kind) {
            case "database" -> "Databases";
            case "files" -> "Code and files";
            case "application" -> "Applications";
            case "test" -> "Tests in Java";
            case Outcome.OF_COVERAGE -> "Coverage";
            case Outcome.OF_STORAGE -> "Storage";
            default -> kind;
        };
    }

    /** The key figures beside the result; left out of Allure's idea of what makes two results the same. */
    private static List<Parameter> parameters(Outcome outcome) {
        List<Parameter> parameters = new ArrayList<>();
        if (!outcome.isOfABackup()) {
            return parameters;
        }
        parameters.add(parameter("RPO", figures(outcome.rpo())));
        parameters.add(parameter("RTO", figures(outcome.rto())));
        return parameters;
    }

    private static Parameter parameter(String name, String value) {
        return new Parameter().setName(name).setValue(value).setExcluded(true);
    }

    private static String figures(Objective objective) {
        return objective.measured().map(Durations::format).orElse("not measured")
                + objective
                        .objective()
                        .map(d -> ", objective: " + Durations.format(d))
                        .orElse("");
    }
}
