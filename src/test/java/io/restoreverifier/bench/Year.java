package io.restoreverifier.bench;

import io.restoreverifier.history.Anomalies;
import io.restoreverifier.history.History;
import io.restoreverifier.history.Runs;
import io.restoreverifier.model.Location;
import io.restoreverifier.model.Masking;
import io.restoreverifier.model.Node;
import io.restoreverifier.model.Outcome;
import io.restoreverifier.model.PastOutcome;
import io.restoreverifier.model.Problems;
import io.restoreverifier.model.RunResult;
import io.restoreverifier.model.Settings;
import io.restoreverifier.model.Verdict;
import io.restoreverifier.outlet.Ending;
import io.restoreverifier.outlet.Outlet;
import io.restoreverifier.outlet.metrics.Metrics;
import io.restoreverifier.outlet.status.StatusPage;
import io.restoreverifier.report.AllureCommandLine;
import io.restoreverifier.report.Report;
import io.restoreverifier.report.ReportFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * What a night of many backups costs Restore Verifier itself, with a history of many days: everything but the restores
 * and Allure's own work. A process of its own, so that its heap can be small.
 */
public final class Year {
    private static final Duration KEEP = Duration.ofDays(400);
    private static final Duration BACK = Duration.ofDays(36);
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Path folder;
    private final int entries;
    private final int days;
    private double total;

    private Year(Path folder, int entries, int days) {
        this.folder = folder;
        this.entries = entries;
        this.days = days;
    }

    /** @param arguments the folder for it, how many backups, and of how many days */
    public static void main(String[] arguments) throws Exception {
        Locale.setDefault(Locale.ROOT);
        Year year = new Year(Path.of(arguments[0]), Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]));
        if (!Files.exists(year.folder.resolve("made"))) {
            year.make();
        }
        year.measure();
    }

    private void make() throws Exception {
        System.out.println("making the history, once");
        History history = History.open(folder.resolve("history").toString(), PATIENCE);
        for (int day = days; day > 0; day--) {
            history.keep(night(day), KEEP);
        }
        Files.createFile(folder.resolve("made"));
    }

    private RunResult night(int daysAgo) {
        Instant at = Runs.NOW.minus(Duration.ofDays(daysAgo));
        List<Outcome> outcomes = IntStream.range(0, entries)
                .mapToObj(
                        i -> Runs.outcome("backup-" + i, at, (i + daysAgo) % 97 == 0 ? Verdict.FAILED : Verdict.PASSED))
                .toList();
        return Runs.run("night-" + daysAgo + "-" + System.nanoTime(), at, outcomes);
    }

    private void measure() {
        RunResult tonight = night(0);
        Map<String, List<PastOutcome>> past = timed("history read", () -> open().past(Runs.NOW, BACK));
        timed("held against it", () -> anomalies(past));
        Report report = new Report(
                new ReportFolder(folder.resolve("report")),
                AllureCommandLine.in(folder, folder.resolve("allure")),
                Masking.NONE,
                Optional.empty());
        timed("report.json, digest, results", () -> {
            report.writeResults(tonight);
            return tonight;
        });
        Ending ending = new Ending(tonight, past, report.folder().path(), PATIENCE);
        timed("status page", () -> told(StatusPage.read(section("folder", "page"), Optional.empty()), ending));
        timed("metrics", () -> told(Metrics.read(section("file", "verifier.prom")), ending));
        timed("history written", () -> {
            open().keep(tonight, KEEP);
            return tonight;
        });
        System.out.printf(
                "%n%,d backups, %d days: %.1f s of own work with a heap of %d MB%n",
                entries, days, total, Runtime.getRuntime().maxMemory() >> 20);
    }

    private History open() {
        return History.open(folder.resolve("history").toString(), PATIENCE);
    }

    private static int anomalies(Map<String, List<PastOutcome>> past) {
        List<Object> all = new ArrayList<>();
        past.values().forEach(of -> {
            PastOutcome last = of.get(of.size() - 1);
            all.addAll(Anomalies.of(of.subList(0, of.size() - 1), last, true, Duration.ofDays(1)));
        });
        return all.size();
    }

    private Settings section(String key, String file) {
        Location location = new Location(folder.resolve("catalog.yml"), 1);
        return Settings.of(
                new Node.Mapping(location, Map.of(key, new Node.Scalar(location, file, true))), new Problems());
    }

    private static int told(List<Outlet> outlets, Ending ending) {
        outlets.forEach(outlet -> outlet.tell(ending));
        return outlets.size();
    }

    private <T> T timed(String what, Supplier<T> work) {
        long begun = System.nanoTime();
        T result = work.get();
        double seconds = (System.nanoTime() - begun) / 1e9;
        total += seconds;
        System.out.printf("  %-30s %6.2f s%n", what, seconds);
        return result;
    }
}
