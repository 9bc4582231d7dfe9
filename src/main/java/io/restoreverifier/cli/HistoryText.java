package io.restoreverifier.cli;

import io.restoreverifier.model.Durations;
import io.restoreverifier.model.Numbers;
import io.restoreverifier.model.PastOutcome;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/** What earlier runs found, as lines for a terminal. */
final class HistoryText {
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final String BARS = "▁▂▃▄▅▆▇█";
    private static final String FORMAT = "%-16s  %-16s  %15s  %14s  %8s  %8s";

    private HistoryText() {}

    /** One line for each backup. */
    static List<String> ofAll(Collection<PastOutcome> last) {
        int width = last.stream().mapToInt(one -> one.entry().length()).max().orElse(0);
        List<String> lines = new ArrayList<>();
        String names = "%-" + Math.max(6, width) + "s  ";
        lines.add((String.format(Locale.ROOT, names, "backup") + head()).stripTrailing());
        last.forEach(one -> lines.add((String.format(Locale.ROOT, names, one.entry()) + line(one)).stripTrailing()));
        return lines;
    }

    /** One line for each run, and how each measure went. */
    static List<String> ofOne(List<PastOutcome> runs) {
        List<String> lines = new ArrayList<>();
        lines.add(head().stripTrailing());
        runs.forEach(one -> lines.add(line(one).stripTrailing()));
        lines.add("");
        trend("bytes", runs, one -> numbers(one.bytes())).ifPresent(lines::add);
        trend("rows", runs, HistoryText::rows).ifPresent(lines::add);
        trend("RPO", runs, one -> one.rpo().map(Duration::toMillis)).ifPresent(lines::add);
        trend("RTO", runs, one -> one.rto().map(Duration::toMillis)).ifPresent(lines::add);
        return lines;
    }

    private static String head() {
        return String.format(Locale.ROOT, FORMAT, "as of (UTC)", "verdict", "bytes", "rows or files", "RPO", "RTO");
    }

    private static String line(PastOutcome one) {
        return String.format(
                Locale.ROOT,
                FORMAT,
                MINUTE.format(one.asOf()),
                one.verdict().name().replace('_', ' '),
                numbers(one.bytes()).map(Numbers::grouped).orElse("-"),
                rows(one).map(Numbers::grouped).orElse("-"),
                one.rpo().map(Durations::format).orElse("-"),
                one.rto().map(Durations::format).orElse("-"));
    }

    private static Optional<Long> numbers(OptionalLong number) {
        return number.isPresent() ? Optional.of(number.getAsLong()) : Optional.empty();
    }

    private static Optional<Long> rows(PastOutcome one) {
        return one.rows().isEmpty()
                ? Optional.empty()
                : Optional.of(one.rows().entrySet().stream()
                        // The files of a folder are among all files already.
                        .filter(count -> !count.getKey().startsWith(PastOutcome.PART))
                        .mapToLong(Map.Entry::getValue)
                        .sum());
    }

    /** A bar for each run, from the smallest to the largest; a blank where nothing was measured. */
    static Optional<String> trend(
            String measure, List<PastOutcome> runs, Function<PastOutcome, Optional<Long>> number) {
        List<Optional<Long>> numbers = runs.stream().map(number).toList();
        List<Long> known = numbers.stream().flatMap(Optional::stream).sorted().toList();
        if (known.size() < 2) {
            return Optional.empty();
        }
        double least = known.get(0);
        double span = Math.max(1, known.get(known.size() - 1) - least);
        StringBuilder bars = new StringBuilder(String.format(Locale.ROOT, "%-6s ", measure));
        for (Optional<Long> one : numbers) {
            bars.append(one.map(n -> BARS.charAt((int) Math.round((n - least) / span * (BARS.length() - 1))))
                    .orElse(' '));
        }
        return Optional.of(bars.toString());
    }
}
