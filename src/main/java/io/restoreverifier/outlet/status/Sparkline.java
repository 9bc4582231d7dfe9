package io.restoreverifier.outlet.status;

import io.restoreverifier.model.PastOutcome;
import io.restoreverifier.model.Verdict;
import io.restoreverifier.outlet.Ending;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The worst verdict of each of the last 30 days, today last. Bars differ in height, and not only in colour: the better,
 * the higher.
 *
 * @param title what it shows, in words
 */
record Sparkline(String title, List<Bar> bars) {
    static final int DAYS = 30;
    private static final int STEP = 6;
    private static final int HEIGHT = 24;

    /** A day, as a rectangle; its style is a class of the style sheet. */
    record Bar(int x, int y, int height, String style) {}

    private record Day(LocalDate date, Verdict verdict) {}

    static Sparkline of(Ending ending, String entry) {
        Stream<Day> now = ending.run().outcomes().stream()
                .filter(outcome -> outcome.entry().equals(entry))
                .map(outcome -> new Day(day(ending.run().asOf()), outcome.verdict()));
        Stream<Day> before = ending.past().getOrDefault(entry, List.of()).stream()
                .map((PastOutcome past) -> new Day(day(past.asOf()), past.verdict()));
        Map<LocalDate, Verdict> worst = new HashMap<>();
        Stream.concat(now, before).forEach(day -> worst.merge(day.date(), day.verdict(), Verdict::and));
        return of(day(ending.run().asOf()), worst);
    }

    private static Sparkline of(LocalDate today, Map<LocalDate, Verdict> worst) {
        List<Bar> bars = new ArrayList<>();
        int[] counts = new int[Verdict.values().length];
        for (int i = 0; i < DAYS; i++) {
            Verdict verdict = worst.get(today.minusDays(DAYS - 1L - i));
            int height = 2;
            if (verdict != null) {
                counts[verdict.ordinal()]++;
                height = height(verdict);
            }
            String style = verdict == null ? "no-run" : State.of(verdict).style();
            bars.add(new Bar(i * STEP, HEIGHT - height, height, style));
        }
        int passed = counts[Verdict.PASSED.ordinal()];
        int failed = counts[Verdict.FAILED.ordinal()];
        int unknown = counts[Verdict.COULD_NOT_VERIFY.ordinal()];
        String title = "The last " + DAYS + " days: passed on " + passed + ", failed on " + failed
                + ", could not be verified on " + unknown + ", no run on " + (DAYS - passed - failed - unknown);
        return new Sparkline(title, List.copyOf(bars));
    }

    private static int height(Verdict verdict) {
        return switch (verdict) {
            case PASSED -> HEIGHT;
            case COULD_NOT_VERIFY -> 14;
            case FAILED -> 7;
        };
    }

    private static LocalDate day(Instant instant) {
        return instant.atZone(ZoneOffset.UTC).toLocalDate();
    }
}
