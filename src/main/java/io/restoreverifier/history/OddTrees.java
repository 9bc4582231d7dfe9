package io.restoreverifier.history;

import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Numbers;
import io.restoreverifier.model.PastOutcome;
import io.restoreverifier.model.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Trees of files that have lost many of them, or whole folders, or whose folders were renamed. */
final class OddTrees {
    /** Smaller trees and folders come and go. */
    private static final long SMALL = 20;

    private static final String FILES = PastOutcome.FILES;
    private static final String FOLDER = PastOutcome.PART;

    private OddTrees() {}

    /** @param counted those that passed before and were counted; at least one */
    static List<Finding> of(Series counted, PastOutcome now) {
        Series trees = counted.only(one -> one.rows().containsKey(FILES));
        List<Finding> findings = new ArrayList<>();
        if (trees.saysWhatIsUsual()) {
            findings.addAll(fewer(trees, now));
        }
        findings.addAll(gone(counted.last(), now));
        return findings;
    }

    private static List<Finding> fewer(Series trees, PastOutcome now) {
        long files = now.rows().getOrDefault(FILES, 0L);
        long fewest = OddCounts.least(trees, one -> one.rows().getOrDefault(FILES, 0L));
        if (fewest < SMALL || files >= fewest * 0.8) {
            return List.of();
        }
        String message = Numbers.grouped(files) + " files came back, and never fewer than " + Numbers.grouped(fewest)
                + " of late";
        String hint = "compare with the production tree; wanted? then ignore it for a day";
        return List.of(
                files < fewest / 2.0
                        ? Finding.error(FindingCode.FILE_MISSING, Stage.CHECK, "", message, hint)
                        : Finding.warning(FindingCode.FILE_MISSING, Stage.CHECK, "", message, hint));
    }

    private static List<Finding> gone(PastOutcome before, PastOutcome now) {
        Map<String, Long> then = folders(before);
        Map<String, Long> today = folders(now);
        if (then.isEmpty() || today.isEmpty()) {
            return List.of(); // not counted, or too many to be kept
        }
        Set<String> kinds =
                today.keySet().stream().map(OddCounts::withoutNumbers).collect(Collectors.toSet());
        Set<String> gone = then.keySet().stream()
                .filter(folder -> then.getOrDefault(folder, 0L) >= SMALL && !today.containsKey(folder))
                // One that is named by a day or a release comes and goes.
                .filter(folder -> !kinds.contains(OddCounts.withoutNumbers(folder)))
                .collect(Collectors.toSet());
        List<String> highest = gone.stream()
                .filter(folder -> !gone.contains(above(folder)))
                .sorted()
                .toList();
        if (highest.isEmpty()) {
            return List.of();
        }
        long files = highest.stream()
                .mapToLong(folder -> then.getOrDefault(folder, 0L))
                .sum();
        return List.of(Finding.warning(
                FindingCode.FILE_MISSING,
                Stage.CHECK,
                "",
                (highest.size() == 1 ? "a folder is" : highest.size() + " folders are") + " gone that had "
                        + Numbers.grouped(files) + " files in the last run that passed, of "
                        + before.producedAt().orElseThrow() + ": " + named(highest),
                hint(highest, then, today)));
    }

    private static String hint(List<String> gone, Map<String, Long> then, Map<String, Long> today) {
        Set<Long> counts =
                gone.stream().map(folder -> then.getOrDefault(folder, 0L)).collect(Collectors.toSet());
        List<String> alike = today.keySet().stream()
                .filter(folder -> !then.containsKey(folder) && counts.contains(today.getOrDefault(folder, 0L)))
                .sorted()
                .toList();
        return alike.isEmpty()
                ? "was it removed on purpose?"
                : "was it renamed? as many files are in " + named(alike) + ", new since then";
    }

    private static String named(List<String> folders) {
        return OddCounts.named(
                folders.stream().map(one -> one.substring(FOLDER.length())).toList());
    }

    private static Map<String, Long> folders(PastOutcome outcome) {
        return outcome.rows().entrySet().stream()
                .filter(count -> count.getKey().startsWith(FOLDER))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static String above(String folder) {
        int slash = folder.lastIndexOf('/');
        return slash < FOLDER.length() ? "" : folder.substring(0, slash);
    }
}
