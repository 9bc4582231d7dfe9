package io.restoreverifier.report;

import io.restoreverifier.model.Criticality;
import io.restoreverifier.model.EntryLabels;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.GroundMap;
import io.restoreverifier.model.Objective;
import io.restoreverifier.model.Outcome;
import io.restoreverifier.model.RunResult;
import io.restoreverifier.model.Verdict;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Makes one report of those that several machines wrote, each of its own shard of one catalog.
 *
 * <p>What is not known is an entry of its own, and never green: a shard without a report, and reports that are not parts
 * of one run. Where a backup is in two reports, the worse verdict stands.
 */
public final class Merge {
    private final List<ShardReport> reports = new ArrayList<>();
    private final List<Finding> unusable = new ArrayList<>();
    private final ShardTroubles troubles;
    private final Instant now;

    private Merge(List<Path> folders, int shards, Instant now) {
        for (Path folder : folders) {
            try {
                reports.add(ShardReport.read(folder));
            } catch (ReportException e) {
                unusable.add(ShardTroubles.disagree(
                        String.valueOf(e.getMessage()), "see whether that shard ran to its end, with this version"));
            }
        }
        reports.sort(Comparator.comparing(ShardReport::shard));
        this.troubles = new ShardTroubles(reports, shards);
        this.now = now;
    }

    /**
     * Reads the reports and writes the merged one.
     *
     * @param folders of the reports, which stay as they are; one that is missing or holds no report is told of
     * @param shards how many there should be; 0: as many as the reports say
     * @param into in the place of an earlier report; not one of the folders
     * @return what was written; its verdict is PASSED only when no shard is missing and every entry passed
     * @throws ReportException when the merged report cannot be written
     */
    public static RunResult write(List<Path> folders, int shards, Report into) {
        Merged merged = read(folders, shards, into.folder());
        merged.write(merged.run(), into);
        return merged.run();
    }

    /**
     * Reads the reports; nothing is written yet.
     *
     * @param into where the merged one will go
     * @throws ReportException when that is one of the folders
     */
    public static Merged read(List<Path> folders, int shards, ReportFolder into) {
        Path target = into.path().toAbsolutePath().normalize();
        if (folders.stream()
                .anyMatch(folder -> folder.toAbsolutePath().normalize().equals(target))) {
            throw new ReportException("the merged report cannot be written to " + target
                    + ", which is one of the reports to merge\nhint: name another folder");
        }
        Merge merge = new Merge(folders, shards, Instant.now());
        Map<String, ShardReport> origins = new LinkedHashMap<>();
        RunResult merged = merge.run(origins);
        Map<String, Path> results = new LinkedHashMap<>();
        origins.forEach((entry, report) -> results.put(entry, new ReportFolder(report.folder()).allureResults()));
        return new Merged(
                merged, merge.reports.stream().map(report -> report.run().id()).toList(), results);
    }

    /**
     * What several reports say together.
     *
     * @param run as one
     * @param parts the runs that it is made of
     * @param results Allure's, by entry
     */
    public record Merged(RunResult run, List<String> parts, Map<String, Path> results) {
        /**
         * Writes it in the place of an earlier report.
         *
         * @param known the run, with what has become known since
         * @throws ReportException when it cannot be written
         */
        public void write(RunResult known, Report into) {
            into.writeMerged(known, results);
        }
    }

    /** @param origins is told which report each entry was taken from */
    private RunResult run(Map<String, ShardReport> origins) {
        Instant started = earliest(RunResult::started);
        List<Outcome> outcomes = new ArrayList<>();
        troubles.missing()
                .forEach(shard ->
                        outcomes.add(trouble("shard " + shard, List.of(ShardTroubles.missing(shard)), started)));
        List<Finding> disagreements = new ArrayList<>(unusable);
        disagreements.addAll(troubles.disagreements());
        if (reports.isEmpty() && outcomes.isEmpty() && disagreements.isEmpty()) {
            disagreements.add(ShardTroubles.disagree("there was no report to merge", "name the folder of each shard"));
        }
        if (!disagreements.isEmpty()) {
            outcomes.add(trouble("merge of shards", disagreements, started));
        }
        entries(origins).stream()
                .sorted(Comparator.comparing(outcome -> outcome.labels().criticality()))
                .forEach(outcomes::add);
        return new RunResult(
                "merged-" + reports.stream().map(r -> r.run().id()).findFirst().orElse(now.toString()),
                started,
                reports.stream()
                        .map(r -> r.run().finished())
                        .max(Comparator.naturalOrder())
                        .orElse(now),
                earliest(RunResult::asOf),
                Shard.WHOLE.toString(),
                joined(RunResult::sandbox),
                joined(RunResult::version),
                environment(),
                outcomes,
                reports.stream().flatMap(r -> r.run().notDue().stream()).toList(),
                GroundMap.joined(reports.stream().map(r -> r.run().ground()).toList()));
    }

    private List<Outcome> entries(Map<String, ShardReport> origins) {
        Map<String, Outcome> worst = new LinkedHashMap<>();
        for (ShardReport report : reports) {
            for (Outcome outcome : report.run().outcomes()) {
                Outcome before = worst.get(outcome.entry());
                if (before == null || outcome.verdict().compareTo(before.verdict()) > 0) {
                    worst.put(outcome.entry(), outcome);
                    origins.put(outcome.entry(), report);
                }
            }
        }
        return List.copyOf(worst.values());
    }

    /** An entry that no backup can be called like: names of backups have no blanks. */
    private static Outcome trouble(String name, List<Finding> findings, Instant at) {
        return new Outcome(
                name,
                Shard.KIND,
                new EntryLabels("", "", List.of(), Criticality.BLOCKER),
                Verdict.COULD_NOT_VERIFY,
                java.util.Optional.empty(),
                "",
                Objective.none(),
                Objective.none(),
                at,
                at,
                List.of(),
                List.of(),
                findings,
                List.of(),
                List.of());
    }

    private Instant earliest(Function<RunResult, Instant> of) {
        return reports.stream()
                .map(report -> of.apply(report.run()))
                .min(Comparator.naturalOrder())
                .orElse(now);
    }

    private String joined(Function<RunResult, String> of) {
        String all = reports.stream()
                .map(report -> of.apply(report.run()))
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
        return all.isEmpty() ? "none" : all;
    }

    private Map<String, String> environment() {
        Map<String, List<String>> values = new TreeMap<>();
        for (ShardReport report : reports) {
            report.run().environment().forEach((key, value) -> {
                List<String> known = values.computeIfAbsent(key, k -> new ArrayList<>());
                if (!known.contains(value)) {
                    known.add(value);
                }
            });
        }
        Map<String, String> environment = new TreeMap<>();
        values.forEach((key, all) -> environment.put(key, String.join("; ", all)));
        environment.put(
                "shards", reports.size() + " reported, " + troubles.missing().size() + " missing");
        return environment;
    }
}
