package io.restoreverifier.report;

import io.restoreverifier.model.Durations;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Objective;
import io.restoreverifier.model.Outcome;
import io.restoreverifier.model.RunResult;
import io.restoreverifier.model.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A run as a mail in plain text. The first line is the subject; then comes every backup, the ones that passed too, so
 * that one that is not there any more is noticed. The most critical come first, and among equals the worst.
 */
final class Digest {
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}&&[^\n]]");
    private static final String INDENT = " ".repeat(18);
    private static final Comparator<Outcome> MOST_URGENT = Comparator.comparing(
                    (Outcome outcome) -> outcome.labels().criticality())
            .thenComparing(Outcome::verdict, Comparator.reverseOrder());

    private final RunResult run;
    private final StringBuilder text = new StringBuilder();

    private Digest(RunResult run) {
        this.run = run;
    }

    /** @param run masked already */
    static String of(RunResult run) {
        Digest digest = new Digest(run);
        digest.line(digest.subject());
        digest.line("");
        digest.entries();
        digest.line("");
        digest.about();
        return digest.text.toString();
    }

    private String subject() {
        long missing = run.outcomes().stream().filter(Digest::isMissing).count();
        return run.count(Verdict.PASSED) + " passed, " + run.count(Verdict.FAILED) + " failed, "
                + (run.count(Verdict.COULD_NOT_VERIFY) - missing) + " could not be verified, " + missing + " missing"
                + (run.notDue().isEmpty() ? "" : ", " + run.notDue().size() + " not due");
    }

    private static boolean isMissing(Outcome outcome) {
        return outcome.findings().stream().anyMatch(finding -> finding.code() == FindingCode.SHARD_MISSING);
    }

    private void entries() {
        if (run.outcomes().isEmpty() && run.notDue().isEmpty()) {
            line("nothing was verified: the catalog, or what was chosen of it, has no entry");
        }
        int width = run.outcomes().stream()
                .mapToInt(outcome -> outcome.entry().length())
                .max()
                .orElse(0);
        run.outcomes().stream().sorted(MOST_URGENT).forEach(outcome -> entry(outcome, width));
        run.notDue().forEach(left -> line(left.line()));
    }

    private void entry(Outcome outcome, int width) {
        String severity = outcome.labels().criticality().name().toLowerCase(Locale.ROOT);
        String verdict =
                isMissing(outcome) ? "MISSING" : outcome.verdict().name().replace('_', ' ');
        String name = outcome.entry() + " ".repeat(width - outcome.entry().length());
        line(String.format(Locale.ROOT, "%-16s  %s  %-8s  %s", verdict, name, severity, figures(outcome)));
        if (outcome.verdict() != Verdict.PASSED) {
            EntryFindings.of(outcome).decisive(outcome).ifPresent(this::explain);
        }
        EntryFindings.of(outcome).ignored().forEach(this::ignored);
    }

    private void ignored(Finding finding) {
        finding.ignored()
                .ifPresent(terms -> line((INDENT + "ignored until " + terms.until() + ", " + terms.reason() + ": "
                                + finding.code() + ": " + finding.message())
                        .replace("\n", "\n" + INDENT)));
    }

    private String figures(Outcome outcome) {
        if (outcome.kind().equals(Shard.KIND)) {
            return "";
        }
        String artifact = outcome.artifact()
                .map(a -> "artifact " + Durations.format(Duration.between(a.producedAt(), run.asOf())) + " old")
                .orElse("no artifact");
        return artifact + "; rpo " + measured(outcome.rpo()) + "; rto " + measured(outcome.rto());
    }

    private static String measured(Objective objective) {
        return objective.measured().map(Durations::format).orElse("-")
                + objective
                        .objective()
                        .map(limit -> " of " + Durations.format(limit))
                        .orElse("");
    }

    private void explain(Finding finding) {
        line(INDENT + (finding.code() + ": " + finding.message()).replace("\n", "\n" + INDENT));
        if (!finding.hint().isEmpty()) {
            line(INDENT + "hint: " + finding.hint().replace("\n", "\n" + INDENT));
        }
    }

    private void about() {
        line("from " + seconds(run.started()) + " to " + seconds(run.finished()) + ", ages as of "
                + seconds(run.asOf()));
        String shard = run.shard().equals(Shard.WHOLE.toString()) ? "" : "shard " + run.shard() + ", ";
        line(shard + "sandbox " + run.sandbox() + ", Restore Verifier " + run.version());
        String build = run.environment().getOrDefault("build", "");
        if (!build.isEmpty()) {
            line(build);
        }
    }

    private static Instant seconds(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS);
    }

    /** Names out of hostile artifacts come by here, and mail programs and terminals read this. */
    private void line(String line) {
        text.append(CONTROL.matcher(line).replaceAll("?").stripTrailing()).append('\n');
    }
}
