package io.restoreverifier.run;

import io.restoreverifier.check.Check;
import io.restoreverifier.check.CheckReport;
import io.restoreverifier.check.Subject;
import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.CheckResult;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Stage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Puts the checks of one attempt, in as many threads as there are cores: those that may be put beside others first, then
 * the rest one by one. A check that throws is not known, and keeps no other from being put.
 */
final class Answers {
    private final Subject subject;
    private final Expiry expiry;

    Answers(Subject subject, Expiry expiry) {
        this.subject = subject;
        this.expiry = expiry;
    }

    /** What each of them found, in their order. Every report has a result. */
    List<CheckReport> put(List<Check> checks) {
        List<Check> together = checks.stream().filter(Check::besideOthers).toList();
        List<CheckReport> theirs = together(together);
        List<CheckReport> reports = new ArrayList<>();
        int next = 0;
        for (Check check : checks) {
            reports.add(check.besideOthers() ? theirs.get(next++) : answer(check));
        }
        return reports;
    }

    private List<CheckReport> together(List<Check> checks) {
        int threads = Math.min(checks.size(), Runtime.getRuntime().availableProcessors());
        if (threads < 2) {
            return checks.stream().map(this::answer).toList();
        }
        ExecutorService askers = Executors.newFixedThreadPool(threads, Answers::daemon);
        try {
            List<Future<CheckReport>> begun = checks.stream()
                    .map(check -> askers.submit(() -> answer(check)))
                    .toList();
            List<CheckReport> reports = new ArrayList<>();
            for (int i = 0; i < begun.size(); i++) {
                reports.add(answered(checks.get(i), begun.get(i), askers));
            }
            return reports;
        } finally {
            askers.shutdownNow();
        }
    }

    /** When the time is over, all are broken off, and each says so. */
    private CheckReport answered(Check check, Future<CheckReport> report, ExecutorService askers) {
        try {
            return report.isDone() || !Thread.currentThread().isInterrupted() ? report.get() : broken(check);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            askers.shutdownNow();
            return broken(check);
        } catch (ExecutionException | CancellationException e) {
            return unknown(check, Story.internalError(Stage.CHECK, e.getCause() == null ? e : e.getCause()));
        }
    }

    private CheckReport broken(Check check) {
        return unknown(
                check,
                new CannotTell(FindingCode.INTERRUPTED, "check " + check.name() + " was interrupted", "")
                        .toFinding(Stage.CHECK));
    }

    private CheckReport answer(Check check) {
        long begun = System.nanoTime();
        CheckReport report = asked(check);
        Duration each =
                Duration.ofNanos((System.nanoTime() - begun) / report.results().size());
        return report.answering(
                report.results().stream().map(r -> r.lasting(each)).toList());
    }

    private CheckReport asked(Check check) {
        try {
            CheckReport report = check.put(subject);
            if (report.results().isEmpty()) {
                throw new CannotTell(FindingCode.NOTHING_CHECKED, "check " + check.name() + " gave no answer", "");
            }
            return report;
        } catch (CannotTell e) {
            // Memory or disk that ran out explains what looks like a broken server.
            CannotTell cause = subject.restored().exhaustion().orElse(e);
            return unknown(check, cause.toFinding(Stage.CHECK));
        } catch (RuntimeException e) {
            return unknown(check, Story.internalError(Stage.CHECK, e));
        }
    }

    /** The time limit explains whatever it broke off. */
    private CheckReport unknown(Check check, Finding why) {
        Finding finding = expiry.timedOut(Stage.CHECK).orElse(why);
        return CheckReport.of(CheckResult.withFinding(check.name(), "", "an answer", finding.message(), finding));
    }

    private static Thread daemon(Runnable body) {
        Thread thread = new Thread(body, "check");
        thread.setDaemon(true);
        return thread;
    }
}
