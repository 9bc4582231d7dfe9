package io.restoreverifier.model;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A run in words, for mails, chats and the report's folder. Every backup is in it, the ones that passed too, so that one
 * that is not there any more is noticed. The most critical come first, and among equals the worst. Names out of hostile
 * artifacts come by here: no control character is left in any text.
 */
public final class Digest {
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}&&[^\n]]");
    private static final String INDENT = " ".repeat(18);
    private static final Comparator<Outcome> MOST_URGENT = Comparator.comparing(
                    (Outcome outcome) -> outcome.labels().criticality())
            .thenComparing(Outcome::verdict, Comparator.reverseOrder());

    private final RunResult run;

    private Digest(RunResult run) {
        this.run = run;
    }

    /**
     * What is said of one entry.
     *
     * @param state {@code PASSED}, {@code FAILED}, {@code COULD NOT VERIFY} or {@code MISSING}
     * @param figures age, RPO and RTO; empty when there are none
     * @param words what decided, with its hint, and what is ignored; an item may have several lines
     */
    public record Entry(String name, String owner, String state, String severity, String figures, List<String> words) {
        public Entry {
            words = List.copyOf(words);
        }
    }

    /** @param run masked already */
    public static Digest about(RunResult run) {
        return new Digest(run);
    }

    /**
     * As a mail in plain text, whose first line is the subject.
     *
     * @param run masked already
     */
    public static String of(RunResult run) {
        Digest digest = about(run);
        List<Entry> entries = digest.entries();
        int width = entries.stream().mapToInt(e -> e.name().length()).max().orElse(0);
        List<String> lines = new ArrayList<>(List.of(digest.subject(), ""));
        entries.forEach(entry -> lines(entry, width, lines));
        lines.addAll(digest.rest());
        lines.add("");
        lines.addAll(digest.facts());
        return String.join("\n", lines.stream().map(String::stripTrailing).toList()) + "\n";
    }

    /** One line with the totals. */
    public String subject() {
        return run.count(Verdict.PASSED) + " passed, " + run.count(Verdict.FAILED) + " failed, "
                + unverified() + " could not be verified, " + missing()
                + " missing"
                + (run.notDue().isEmpty() ? "" : ", " + run.notDue().size() + " not due");
    }

    /** How many machines of a sharded run have sent nothing. */
    public long missing() {
        return run.outcomes().stream().filter(Digest::isMissing).count();
    }

    /** Of how many backups it is not known, without the machines that have sent nothing. */
    public long unverified() {
        return run.count(Verdict.COULD_NOT_VERIFY) - missing();
    }

    /** What was verified, the most urgent first. */
    public List<Entry> entries() {
        return run.outcomes().stream().sorted(MOST_URGENT).map(this::entry).toList();
    }

    /** What was not verified: that it is not due, or that there is nothing at all. */
    public List<String> rest() {
        if (run.outcomes().isEmpty() && run.notDue().isEmpty()) {
            return List.of("nothing was verified: the catalog, or what was chosen of it, has no entry");
        }
        return run.notDue().stream().map(NotDue::line).map(Digest::printable).toList();
    }

    /** When and by what, and where the build is. */
    public List<String> facts() {
        List<String> facts = new ArrayList<>();
        facts.add("from " + seconds(run.started()) + " to " + seconds(run.finished()) + ", ages as of "
                + seconds(run.asOf()));
        String shard = run.isWhole() ? "" : "shard " + run.shard() + ", ";
        facts.add(shard + "sandbox " + run.sandbox() + ", Restore Verifier " + run.version());
        for (String trouble : List.of("failed", "not told")) {
            if (run.environment().containsKey(trouble)) {
                facts.add(trouble + ": " + run.environment().get(trouble));
            }
        }
        String build = run.environment().getOrDefault("build", "");
        if (!build.isEmpty()) {
            facts.add(build);
        }
        return facts.stream().map(Digest::printable).toList();
    }

    private static boolean isMissing(Outcome outcome) {
        return outcome.findings().stream().anyMatch(finding -> finding.code() == FindingCode.SHARD_MISSING);
    }

    private Entry entry(Outcome outcome) {
        EntryFindings findings = EntryFindings.of(outcome);
        List<String> words = new ArrayList<>();
        if (outcome.verdict() != Verdict.PASSED) {
            findings.decisive(outcome).ifPresent(finding -> explain(finding, words));
        }
        findings.ignored()
                .forEach(finding -> finding.ignored()
                        .ifPresent(terms -> words.add("ignored until " + terms.until() + ", " + terms.reason() + ": "
                                + finding.code() + ": " + finding.message())));
        return new Entry(
                printable(outcome.entry()),
                printable(outcome.labels().owner()),
                isMissing(outcome) ? "MISSING" : outcome.verdict().name().replace('_', ' '),
                outcome.labels().criticality().name().toLowerCase(Locale.ROOT),
                printable(figures(outcome)),
                words.stream().map(Digest::printable).toList());
    }

    private static void lines(Entry entry, int width, List<String> lines) {
        String name = entry.name() + " ".repeat(width - entry.name().length());
        lines.add(String.format(
                Locale.ROOT, "%-16s  %s  %-8s  %s", entry.state(), name, entry.severity(), entry.figures()));
        entry.words().forEach(words -> lines.add(INDENT + words.replace("\n", "\n" + INDENT)));
    }

    private String figures(Outcome outcome) {
        if (!outcome.isOfABackup()) {
            return "";
        }
        String artifact = outcome.artifact()
                .map(a -> Duration.between(a.producedAt(), run.asOf()))
                .map(age -> age.isNegative() ? "artifact of the future" : "artifact " + Durations.format(age) + " old")
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

    private static void explain(Finding finding, List<String> words) {
        words.add(finding.code() + ": " + finding.message());
        if (!finding.hint().isEmpty()) {
            words.add("hint: " + finding.hint());
        }
    }

    private static Instant seconds(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS);
    }

    /** Mail programs and terminals read this. */
    private static String printable(String text) {
        return CONTROL.matcher(text).replaceAll("?");
    }
}
