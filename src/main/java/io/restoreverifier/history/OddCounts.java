package io.restoreverifier.history;

import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Numbers;
import io.restoreverifier.model.PastOutcome;
import io.restoreverifier.model.Stage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/** Tables that are gone, and tables with far less in them than they ever had of late. */
final class OddCounts {
    private static final int MOST_NAMED = 5;
    /** Smaller tables come and go. */
    private static final long SMALL_TABLE = 100;

    private static final long SMALL_DATABASE = 1000;

    private OddCounts() {}

    static List<Finding> of(Series series, PastOutcome now, boolean database) {
        Series counted = series.passed().only(one -> !one.tables().isEmpty());
        if (now.tables().isEmpty() || counted.outcomes().isEmpty()) {
            return List.of();
        }
        if (!database) {
            return OddTrees.of(counted, now);
        }
        List<Finding> findings = new ArrayList<>(gone(counted.last(), now));
        if (counted.saysWhatIsUsual()) {
            findings.addAll(fewerRows(counted, now));
        }
        return findings;
    }

    private static List<Finding> gone(PastOutcome before, PastOutcome now) {
        Set<String> kinds =
                now.tables().keySet().stream().map(OddCounts::withoutNumbers).collect(Collectors.toSet());
        List<String> gone = before.tables().keySet().stream()
                .filter(table -> !now.tables().containsKey(table))
                // Partitions and copies named by a day or a number come and go.
                .filter(table -> !kinds.contains(withoutNumbers(table)))
                .sorted()
                .toList();
        String since =
                " since the last run that passed, of " + before.producedAt().orElseThrow();
        if (gone.size() >= 3 && gone.size() * 2 >= before.tables().size()) {
            return List.of(Finding.error(
                    FindingCode.TABLE_MISSING,
                    Stage.CHECK,
                    "",
                    gone.size() + " of " + before.tables().size() + " tables are gone" + since + ": " + named(gone),
                    "is it the right database, and all of it?"));
        }
        if (gone.size() > MOST_NAMED) {
            return List.of(Finding.warning(
                    FindingCode.TABLE_MISSING,
                    Stage.CHECK,
                    "",
                    gone.size() + " tables are gone" + since + ": " + named(gone),
                    "were they dropped on purpose?"));
        }
        return gone.stream()
                .map(table -> Finding.warning(
                        FindingCode.TABLE_MISSING,
                        Stage.CHECK,
                        table,
                        "table " + table + " is gone" + since,
                        "was it dropped on purpose?"))
                .toList();
    }

    static String withoutNumbers(String table) {
        return table.replaceAll("\\d+", "#");
    }

    static String named(List<String> names) {
        return String.join(", ", names.subList(0, Math.min(MOST_NAMED, names.size())))
                + (names.size() > MOST_NAMED ? ", ..." : "");
    }

    private static List<Finding> fewerRows(Series counted, PastOutcome now) {
        long total = total(now);
        long least = least(counted, OddCounts::total);
        if (least >= SMALL_DATABASE && total < least / 2.0) {
            return List.of(Finding.error(
                    FindingCode.ROWS_DROPPED,
                    Stage.CHECK,
                    "",
                    Numbers.grouped(total) + " rows in all, less than half of the fewest of the "
                            + counted.outcomes().size() + " artifacts that passed before, " + Numbers.grouped(least),
                    "was it purged on purpose? then ignore this for a day: the run that passes is the new measure"));
        }
        List<Finding> findings = new ArrayList<>();
        for (Map.Entry<String, Long> table : now.tables().entrySet()) {
            Series its = counted.only(one -> one.tables().containsKey(table.getKey()));
            if (its.saysWhatIsUsual()) {
                long fewest = least(its, one -> one.tables().getOrDefault(table.getKey(), 0L));
                if (fewest >= SMALL_TABLE && table.getValue() < fewest / 2.0) {
                    findings.add(fewer(table.getKey(), table.getValue(), fewest));
                }
            }
        }
        return findings.stream()
                .sorted(Comparator.comparing(Finding::subject))
                .limit(MOST_NAMED)
                .toList();
    }

    private static Finding fewer(String table, long rows, long fewest) {
        return Finding.warning(
                FindingCode.ROWS_DROPPED,
                Stage.CHECK,
                table,
                "table " + table + " has " + Numbers.grouped(rows) + " rows, and never had fewer than "
                        + Numbers.grouped(fewest) + " of late",
                "if it must not shrink, say `rows: {\"" + table + "\": {max-drop: 5%}}`");
    }

    private static long total(PastOutcome outcome) {
        return outcome.tables().values().stream().mapToLong(Long::longValue).sum();
    }

    static long least(Series series, ToLongFunction<PastOutcome> count) {
        OptionalLong least = series.outcomes().stream().mapToLong(count).min();
        return least.orElseThrow();
    }
}
