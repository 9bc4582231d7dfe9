package io.restoreverifier.report;

import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Outcome;
import io.restoreverifier.model.Stage;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What keeps several reports from being the report of one whole catalog. */
final class ShardTroubles {
    private static final int NAMED = 10;

    private final List<ShardReport> reports;
    private final int expected;

    /** @param expected how many shards there should be; 0: as many as the reports say */
    ShardTroubles(List<ShardReport> reports, int expected) {
        this.reports = reports;
        this.expected = expected > 0
                ? expected
                : reports.stream().mapToInt(report -> report.shard().of()).max().orElse(0);
    }

    /** The shards that no report is of. */
    List<Shard> missing() {
        return IntStream.rangeClosed(1, expected)
                .mapToObj(number -> new Shard(number, expected))
                .filter(shard ->
                        reports.stream().noneMatch(report -> report.shard().equals(shard)))
                .toList();
    }

    static Finding missing(Shard shard) {
        return Finding.error(
                FindingCode.SHARD_MISSING,
                Stage.LOCATE,
                "",
                "shard " + shard + " gave no report: which backups were its share is not known, and none is proven",
                "read the console of shard " + shard + ", and run it again");
    }

    /** How the reports that are there contradict each other; empty when they do not. */
    List<Finding> disagreements() {
        List<Finding> findings = new ArrayList<>();
        reports.stream()
                .filter(report -> report.shard().of() != expected)
                .map(report -> disagree(
                        report.folder() + " is of shard " + report.shard() + ", expected " + expected + " shards",
                        "give every machine the same total in restore.shard"))
                .forEach(findings::add);
        twice(report -> List.of(report.shard().toString()))
                .forEach((shard, folders) -> findings.add(disagree(
                        "shard " + shard + " has more than one report: " + folders,
                        "give each machine its own number in restore.shard")));
        List<String> entries = List.copyOf(twice(ShardTroubles::entries).keySet());
        if (!entries.isEmpty()) {
            findings.add(disagree(
                    "verified by more than one shard: " + named(entries),
                    "give every machine the same commit, catalog and restore.only"));
        }
        differing("versions", report -> report.run().version(), findings);
        differing("builds", ShardReport::build, findings);
        return findings;
    }

    private static List<String> entries(ShardReport report) {
        return report.run().outcomes().stream().map(Outcome::entry).toList();
    }

    /** What more than one report has, with the folders of those reports. */
    private Map<String, String> twice(Function<ShardReport, List<String>> keys) {
        Map<String, List<ShardReport>> found = new LinkedHashMap<>();
        for (ShardReport report : reports) {
            keys.apply(report)
                    .forEach(key ->
                            found.computeIfAbsent(key, k -> new ArrayList<>()).add(report));
        }
        return found.entrySet().stream()
                .filter(each -> each.getValue().size() > 1)
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        each -> each.getValue().stream()
                                .map(report -> report.folder().toString())
                                .collect(Collectors.joining(", ")),
                        (one, other) -> one,
                        LinkedHashMap::new));
    }

    private void differing(String what, Function<ShardReport, String> of, List<Finding> findings) {
        Collection<String> values = reports.stream().map(of).collect(Collectors.toCollection(TreeSet::new));
        if (values.size() > 1) {
            findings.add(disagree(
                    "the reports are of different " + what + ": " + named(List.copyOf(values)),
                    "merge the reports of one build only; remove those of earlier ones"));
        }
    }

    static Finding disagree(String message, String hint) {
        return Finding.error(FindingCode.SHARDS_DISAGREE, Stage.LOCATE, "", message, hint);
    }

    private static String named(List<String> names) {
        String first = names.stream()
                .limit(NAMED)
                .map(name -> name.isEmpty() ? "(none)" : name)
                .collect(Collectors.joining(", "));
        return names.size() > NAMED ? first + " and " + (names.size() - NAMED) + " more" : first;
    }
}
