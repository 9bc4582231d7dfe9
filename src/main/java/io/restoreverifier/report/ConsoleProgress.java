package io.restoreverifier.report;

import io.restoreverifier.model.Durations;
import io.restoreverifier.model.EntryFindings;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Masking;
import io.restoreverifier.model.NotDue;
import io.restoreverifier.model.Objective;
import io.restoreverifier.model.Outcome;
import io.restoreverifier.model.Progress;
import io.restoreverifier.model.RunResult;
import io.restoreverifier.model.Stage;
import io.restoreverifier.model.Verdict;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Tells on the console how a run goes on, in plain lines that also read well in a build's log, and how it ended.
 *
 * <p>Each stage of each entry has a line when it begins, and then at most one every five seconds. For any number of
 * threads; lines are never mixed. Never throws: what cannot be printed is lost.
 */
public final class ConsoleProgress implements Progress {
    private static final Duration BETWEEN_LINES = Duration.ofSeconds(5);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("'['HH:mm:ss']'", Locale.ROOT);

    private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}&&[^\n]]");
    private static final String INDENT = " ".repeat(18);

    private final PrintStream out;
    private final Clock clock;
    private final Masking masking;
    private final Map<String, Running> running = new HashMap<>();
    private int nameWidth = 12;

    /** What is going on with one entry. */
    private record Running(Stage stage, Instant started, Instant lastLine) {}

    /**
     * @param out not closed here
     * @param clock its zone is the zone of the times shown
     */
    public ConsoleProgress(PrintStream out, Clock clock, Masking masking) {
        this.out = out;
        this.clock = clock;
        this.masking = masking;
    }

    /** Says which names will come, so that lines are aligned from the first. */
    public synchronized void expect(Collection<String> entries) {
        entries.forEach(entry -> nameWidth = Math.max(nameWidth, entry.length()));
    }

    /** Says what is left out of this run, and why that is no gap. */
    public synchronized void leftOut(List<NotDue> notDue) {
        notDue.forEach(left -> print(left.line()));
    }

    @Override
    public synchronized void stage(String entry, Stage stage, String detail) {
        Instant now = clock.instant();
        Running before = running.get(entry);
        if (before == null || before.stage() != stage) {
            running.put(entry, new Running(stage, now, now));
            line(entry, stage, detail);
        } else if (isDue(before, now)) {
            running.put(entry, new Running(stage, before.started(), now));
            line(entry, stage, detail);
        }
    }

    @Override
    public synchronized void bytes(String entry, Stage stage, long done, long total) {
        Instant now = clock.instant();
        Running before = running.get(entry);
        if (before == null || before.stage() != stage) {
            running.put(entry, new Running(stage, now, now));
        } else if (isDue(before, now)) {
            running.put(entry, new Running(stage, before.started(), now));
            line(entry, stage, amount(done, total, Duration.between(before.started(), now)));
        }
    }

    @Override
    public synchronized void finished(Outcome outcome) {
        running.remove(outcome.entry());
        Duration took = Duration.between(outcome.started(), outcome.finished());
        print(now() + " " + name(outcome.entry()) + "  " + words(outcome.verdict()) + " after "
                + Durations.format(took));
    }

    /**
     * Says how each entry ended, with the first error and its hint where one did not pass and the artifact that can be taken in
     * its place, the totals, and the report.
     */
    public synchronized void summary(RunResult run, ReportFolder folder) {
        run.outcomes()
                .forEach(outcome ->
                        nameWidth = Math.max(nameWidth, outcome.entry().length()));
        print("");
        run.outcomes().forEach(this::summary);
        leftOut(run.notDue());
        if (run.outcomes().isEmpty() && run.notDue().isEmpty()) {
            print("nothing was verified: the catalog, or what was chosen of it, has no entry");
        }
        print("");
        if (run.sandbox().equals("local")) {
            print("no containers: " + run.environment().getOrDefault("isolation", "local processes"));
        }
        print(run.count(Verdict.PASSED) + " passed, " + run.count(Verdict.FAILED) + " failed, "
                + run.count(Verdict.COULD_NOT_VERIFY) + " could not be verified"
                + (run.notDue().isEmpty() ? "" : ", " + run.notDue().size() + " not due"));
        print("report: " + folder.allureHtml());
    }

    private void summary(Outcome outcome) {
        print(String.format(
                Locale.ROOT,
                "%-16s  %s  rpo %-18s rto %-16s %s",
                words(outcome.verdict()),
                name(outcome.entry()),
                figures(outcome.rpo()),
                figures(outcome.rto()),
                (outcome.checks().size() == 1 ? "1 check" : outcome.checks().size() + " checks") + ignored(outcome)));
        if (outcome.verdict() != Verdict.PASSED) {
            EntryFindings found = EntryFindings.of(outcome);
            found.decisive(outcome).ifPresent(this::explain);
            mention(found.errors().size() - 1);
            found.all().stream()
                    .filter(f -> f.code() == FindingCode.LAST_RESTORABLE)
                    .forEach(this::explain);
        }
    }

    private void mention(int more) {
        if (more > 0) {
            print(INDENT + "and " + more + (more == 1 ? " more error" : " more errors") + ", all in the report");
        }
    }

    private static String ignored(Outcome outcome) {
        int count = EntryFindings.of(outcome).ignored().size();
        return count == 0 ? "" : ", " + count + " ignored";
    }

    private void explain(Finding finding) {
        print(INDENT + (finding.code() + ": " + finding.message()).replace("\n", "\n" + INDENT));
        if (!finding.hint().isEmpty()) {
            print(INDENT + "hint: " + finding.hint());
        }
    }

    private void line(String entry, Stage stage, String text) {
        print(now() + " " + name(entry) + "  " + String.format("%-8s", stage.label()) + " " + text);
    }

    /** Names out of hostile artifacts come by here: whatever would steer a terminal is shown as a question mark. */
    private void print(String line) {
        out.println(CONTROL.matcher(masking.mask(line)).replaceAll("?").stripTrailing());
    }

    private String now() {
        return clock.instant().atZone(clock.getZone()).format(TIME);
    }

    private String name(String entry) {
        nameWidth = Math.max(nameWidth, entry.length());
        return entry + " ".repeat(nameWidth - entry.length());
    }

    private static boolean isDue(Running before, Instant now) {
        return Duration.between(before.lastLine(), now).compareTo(BETWEEN_LINES) >= 0;
    }

    private static String amount(long done, long total, Duration elapsed) {
        if (total <= 0) {
            return Bytes.format(done);
        }
        String amount =
                Bytes.format(done) + " of " + Bytes.format(total) + ", " + Math.min(100, 100 * done / total) + " %";
        if (done <= 0 || done >= total) {
            return amount;
        }
        long secondsLeft = Math.max(1, Math.round(elapsed.toMillis() / 1000.0 * (total - done) / done));
        String left = secondsLeft < 60 ? secondsLeft + "s" : Durations.format(Duration.ofSeconds(secondsLeft));
        return amount + ", " + left + " left";
    }

    private static String figures(Objective objective) {
        return objective.measured().map(Durations::format).orElse("-")
                + objective
                        .objective()
                        .map(limit -> " (" + Durations.format(limit) + ")")
                        .orElse("");
    }

    private static String words(Verdict verdict) {
        return verdict.name().replace('_', ' ');
    }
}
