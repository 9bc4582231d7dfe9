package io.restoreverifier.report;

import io.restoreverifier.model.Artifact;
import io.restoreverifier.model.CheckResult;
import io.restoreverifier.model.Durations;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Objective;
import io.restoreverifier.model.Outcome;
import io.restoreverifier.model.Severity;
import io.restoreverifier.model.Status;
import io.restoreverifier.model.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The head of an entry in Allure: what a tired operator reads first, and often all that is read. */
final class EntryHead {
    private static final String CAVEAT = "measured on a throw-away server without durability; plan for longer";

    private final Outcome outcome;
    private final Instant asOf;
    private final EntryFindings findings;
    private final Html html = new Html();

    private EntryHead(Outcome outcome, Instant asOf) {
        this.outcome = outcome;
        this.asOf = asOf;
        this.findings = EntryFindings.of(outcome);
    }

    /** @param asOf the moment that ages are counted to */
    static String html(Outcome outcome, Instant asOf) {
        EntryHead head = new EntryHead(outcome, asOf);
        head.verdict();
        head.errors();
        head.figures();
        head.checks();
        return head.html.toString();
    }

    /** What the verdict means, in one sentence. */
    static String sentence(Outcome outcome) {
        return switch (outcome.verdict()) {
            case PASSED -> "PASSED: it came back, and what came back held in " + held(outcome);
            case FAILED -> "FAILED: something is wrong with this backup; do not count on it";
            case COULD_NOT_VERIFY ->
                "COULD NOT VERIFY: something kept us from telling; until then this backup is unproven";
        };
    }

    private void verdict() {
        html.markup("<p>").element("strong", sentence(outcome)).markup("</p>");
        String description = outcome.labels().description();
        if (!description.isEmpty()) {
            html.element("p", description);
        }
    }

    private void errors() {
        List<Finding> told = new ArrayList<>(findings.errors());
        findings.all().stream().filter(f -> f.severity() == Severity.WARNING).forEach(told::add);
        if (told.isEmpty()) {
            return;
        }
        html.markup("<ul>");
        for (Finding finding : told) {
            html.markup("<li>");
            html.element("strong", finding.isError() ? finding.code().name() : "warning " + finding.code());
            html.text(" " + about(finding) + finding.message());
            if (!finding.hint().isEmpty()) {
                html.markup("<br>").element("em", "hint: " + finding.hint());
            }
            html.markup("</li>");
        }
        html.markup("</ul>");
    }

    private void figures() {
        html.markup("<table><tbody>");
        lastRestorable();
        row("Newest data (RPO)", objective(outcome.rpo(), " old"), "");
        row("Recovery (RTO)", objective(outcome.rto(), ""), outcome.rto().measured().isPresent() ? caveat() : "");
        outcome.artifact().ifPresent(this::artifact);
        if (outcome.artifact().isEmpty() && !outcome.kind().equals("application") && !outcome.kind().equals("test")) {
            row("Artifact", "none found", "");
        }
        row("Verified", outcome.started() + ", took " + Durations.format(duration()), "");
        outcome.notes().forEach(note -> row("Note", note, ""));
        html.markup("</tbody></table>");
    }

    private void lastRestorable() {
        findings.all().stream()
                .filter(f -> f.code() == FindingCode.LAST_RESTORABLE)
                .forEach(f -> row("Last restorable", f.message(), f.hint()));
    }

    private void artifact(Artifact artifact) {
        row("Artifact", artifact.name(), Bytes.format(artifact.bytes()) + " (" + Bytes.exact(artifact.bytes()) + ")");
        String age = Durations.format(Duration.between(artifact.producedAt(), asOf));
        row("Produced", artifact.producedAt() + ", " + age + " before this run's day", timeFrom(artifact));
        row("Location", artifact.location(), "");
        if (!outcome.sha256().isEmpty()) {
            row("SHA-256", outcome.sha256(), "");
        }
    }

    private void checks() {
        if (outcome.checks().isEmpty()) {
            html.element("p", "No check ran.");
            return;
        }
        html.markup("<table><thead><tr>");
        List.of("Check", "Expected", "Found", "").forEach(title -> html.element("th", title));
        html.markup("</tr></thead><tbody>");
        outcome.checks().stream().sorted(Comparator.comparing(EntryHead::rank)).forEach(this::check);
        html.markup("</tbody></table>");
    }

    private void check(CheckResult check) {
        html.markup("<tr>");
        html.element("td", (check.check() + " " + check.subject()).strip());
        html.element("td", check.expected());
        html.element("td", check.found());
        html.element("td", AllureSteps.word(check.status()));
        html.markup("</tr>");
    }

    private void row(String title, String text, String remark) {
        html.markup("<tr>").element("th", title).markup("<td>").text(text);
        if (!remark.isEmpty()) {
            html.markup("<br>").element("em", remark);
        }
        html.markup("</td></tr>");
    }

    /** What did not hold stands on top. */
    private static int rank(CheckResult check) {
        return check.status() == Status.NOT_APPLICABLE ? 1 : -check.status().verdict().compareTo(Verdict.PASSED);
    }

    private static String held(Outcome outcome) {
        long held = outcome.checks().stream().filter(c -> c.status() == Status.PASSED).count();
        return held == 1 ? "1 check" : held + " checks";
    }

    private static String about(Finding finding) {
        String subject = finding.subject();
        return subject.isEmpty() || finding.message().contains(subject) ? "" : subject + ": ";
    }

    private String caveat() {
        return outcome.kind().equals("database") ? CAVEAT : "fetch and restore on this machine";
    }

    private Duration duration() {
        return Duration.between(outcome.started(), outcome.finished());
    }

    private static String objective(Objective objective, String old) {
        String measured = objective.measured().map(d -> Durations.format(d) + old).orElse("not measured");
        String wanted = objective.objective().map(d -> "at most " + Durations.format(d) + " wanted").orElse("no objective");
        return measured + (objective.isExceeded() ? ", too much: " : ", ") + wanted;
    }

    private static String timeFrom(Artifact artifact) {
        return switch (artifact.timeFrom()) {
            case NAME -> "as its name says";
            case CONTENT -> "as its content says";
            case MODIFICATION_TIME -> "as its modification time says";
        };
    }
}
