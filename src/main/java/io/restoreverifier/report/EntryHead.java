package io.restoreverifier.report;

import io.restoreverifier.model.Artifact;
import io.restoreverifier.model.Durations;
import io.restoreverifier.model.EntryFindings;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Objective;
import io.restoreverifier.model.Outcome;
import io.restoreverifier.model.Status;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * The head of an entry in Allure: what a tired operator reads first, and often all that is read. The errors stand above
 * it already, where Allure shows the message of a result.
 */
final class EntryHead {
    private static final String THROW_AWAY =
            "measured on a throw-away server without durability: a real recovery takes longer";
    private static final String THIS_MACHINE = "measured on the machine of this run";

    private final Outcome outcome;
    private final Instant asOf;
    private final Html html = new Html();

    private EntryHead(Outcome outcome, Instant asOf) {
        this.outcome = outcome;
        this.asOf = asOf;
    }

    /** @param asOf the moment that ages are counted to */
    static String html(Outcome outcome, Instant asOf) {
        EntryHead head = new EntryHead(outcome, asOf);
        head.opening();
        head.figures();
        CheckTable.append(head.html, outcome.checks());
        return head.html.toString();
    }

    /** What the verdict means, in one sentence. */
    static String sentence(Outcome outcome) {
        return switch (outcome.kind()) {
            case Outcome.OF_COVERAGE -> ofCoverage(outcome);
            case Outcome.OF_STORAGE -> ofStorage(outcome);
            default -> ofABackup(outcome);
        };
    }

    private static String ofCoverage(Outcome outcome) {
        return switch (outcome.verdict()) {
            case PASSED -> "PASSED: what exists is backed up and verified; " + held(outcome) + ignored(outcome);
            case FAILED -> "FAILED: what exists is not what the catalog declares";
            case COULD_NOT_VERIFY ->
                "COULD NOT VERIFY: something kept us from telling what exists; until then anything may be missing";
        };
    }

    private static String ofStorage(Outcome outcome) {
        return switch (outcome.verdict()) {
            case PASSED -> "PASSED: it says that it is sound; " + held(outcome) + ignored(outcome);
            case FAILED -> "FAILED: something is wrong with what backups stand on";
            case COULD_NOT_VERIFY ->
                "COULD NOT VERIFY: something kept us from telling; until then it may be dying in silence";
        };
    }

    private static String ofABackup(Outcome outcome) {
        return switch (outcome.verdict()) {
            case PASSED -> "PASSED: it came back, and " + held(outcome) + ignored(outcome);
            case FAILED -> "FAILED: something is wrong with this backup; do not count on it";
            case COULD_NOT_VERIFY ->
                "COULD NOT VERIFY: something kept us from telling; until then this backup is unproven";
        };
    }

    private void opening() {
        html.markup("<p>").element("strong", sentence(outcome)).markup("</p>");
        if (!outcome.labels().description().isEmpty()) {
            html.element("p", outcome.labels().description());
        }
    }

    private void figures() {
        html.markup("<table style=\"border-collapse: collapse; margin-bottom: 1em\"><tbody>");
        findings(FindingCode.LAST_RESTORABLE).forEach(f -> row("Last restorable", f.message(), f.hint()));
        if (outcome.isOfABackup()) {
            row("Newest data (RPO)", objective(outcome.rpo(), " old"), "");
            row(
                    "Recovery took (RTO)",
                    objective(outcome.rto(), ""),
                    outcome.rto().measured().isPresent() ? caveat() : "");
        }
        outcome.artifact().ifPresent(this::artifact);
        warnings().forEach(f -> row("Warning", f.code() + ": " + f.message(), f.hint()));
        EntryFindings.of(outcome).ignored().forEach(this::ignored);
        row("Verified", outcome.started().truncatedTo(ChronoUnit.SECONDS) + ", took " + took(), "");
        outcome.notes().forEach(note -> row("Note", note, ""));
        html.markup("</tbody></table>");
    }

    private void artifact(Artifact artifact) {
        String size = Bytes.format(artifact.bytes());
        row("Artifact", artifact.name() + ", " + size, artifact.location() + ", " + Bytes.exact(artifact.bytes()));
        String age = Durations.format(Duration.between(artifact.producedAt(), asOf));
        row("Produced", artifact.producedAt() + ", " + age + " old", timeFrom(artifact));
        if (!outcome.sha256().isEmpty()) {
            row("SHA-256", outcome.sha256(), "");
        }
    }

    private List<Finding> findings(FindingCode code) {
        return EntryFindings.of(outcome).all().stream()
                .filter(finding -> finding.code() == code)
                .toList();
    }

    private List<Finding> warnings() {
        return EntryFindings.of(outcome).all().stream()
                .filter(Finding::isWarning)
                .toList();
    }

    private void ignored(Finding finding) {
        finding.ignored()
                .ifPresent(terms -> row(
                        "Ignored until " + terms.until(),
                        finding.code() + ": " + finding.message(),
                        "reason: " + terms.reason()));
    }

    private void row(String title, String text, String remark) {
        html.markup("<tr>")
                .element("th", Html.CELL, title)
                .open("td", Html.CELL)
                .text(text);
        if (!remark.isEmpty()) {
            html.markup("<br>").element("em", "color: #666", remark);
        }
        html.markup("</td></tr>");
    }

    private static String held(Outcome outcome) {
        long held = outcome.checks().stream()
                .filter(check -> check.status() == Status.PASSED)
                .count();
        return held == 1 ? "1 check held" : held + " checks held";
    }

    private static String ignored(Outcome outcome) {
        int count = EntryFindings.of(outcome).ignored().size();
        return count == 0 ? "" : "; " + (count == 1 ? "1 finding is" : count + " findings are") + " ignored";
    }

    private String caveat() {
        return outcome.kind().equals("database") ? THROW_AWAY : THIS_MACHINE;
    }

    private String took() {
        return Durations.format(Duration.between(outcome.started(), outcome.finished()));
    }

    private static String objective(Objective objective, String old) {
        String measured =
                objective.measured().map(Durations::format).map(d -> d + old).orElse("not measured");
        String wanted = objective
                .objective()
                .map(Durations::format)
                .map(d -> "objective: " + d)
                .orElse("no objective");
        return measured + (objective.isExceeded() ? ", TOO MUCH, " : ", ") + wanted;
    }

    private static String timeFrom(Artifact artifact) {
        return switch (artifact.timeFrom()) {
            case NAME -> "as its name says";
            case CONTENT -> "as its content says";
            case MODIFICATION_TIME -> "as its modification time says";
        };
    }
}
