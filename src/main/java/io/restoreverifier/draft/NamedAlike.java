package io.restoreverifier.draft;

import io.restoreverifier.source.TimeInName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Files of one folder whose names differ in nothing but a time, a weekday or a number: most probably generations of one
 * backup.
 *
 * @param pattern as the catalog's {@code newest:} writes it
 * @param files newest first, at least one
 */
record NamedAlike(String pattern, List<Found> files) {
    private static final String SHORT_DAYS = "mon,tue,wed,thu,fri,sat,sun";
    private static final String LONG_DAYS = "monday,tuesday,wednesday,thursday,friday,saturday,sunday";

    private static final Pattern WEEKDAY =
            Pattern.compile("(?i)(?<![\\p{L}])(?:(?<long>monday|tuesday|wednesday|thursday"
                    + "|friday|saturday|sunday)|(?<short>mon|tue|wed|thu|fri|sat|sun))(?![\\p{L}])");

    /** A number of its own; 10 or 13 digits are most probably seconds or milliseconds since 1970. */
    private static final Pattern NUMBER = Pattern.compile("(?<=^|[-_.])[0-9]{1,19}(?=[-_.]|$)");

    private static final String DIGITS = "[0-9]*";

    NamedAlike {
        files = files.stream().sorted(Found.NEWEST_FIRST).toList();
    }

    Found newest() {
        return files.get(0);
    }

    /** Whether the time in the name decides which one is the newest. */
    boolean isTimed() {
        return pattern.contains("{time:");
    }

    boolean isNumbered() {
        return pattern.contains(DIGITS);
    }

    /** Groups the files of one folder; each is in exactly one group. */
    static List<NamedAlike> group(List<Found> files) {
        Map<String, List<Found>> groups = new LinkedHashMap<>();
        for (Found file : files) {
            groups.computeIfAbsent(patternOf(file.name()), p -> new ArrayList<>())
                    .add(file);
        }
        List<NamedAlike> alike = new ArrayList<>();
        groups.forEach((pattern, members) -> alike.addAll(confirmed(pattern, members)));
        return withUnnumbered(alike);
    }

    /** What a single name would match, if it had brothers. */
    static String patternOf(String name) {
        return TimeInName.find(name)
                .map(NamedAlike::timed)
                .or(() -> Optional.of(weekdays(name)).filter(p -> !p.isEmpty()))
                .orElseGet(() -> numbered(name));
    }

    private static String timed(TimeInName found) {
        TimeInName plain = new TimeInName(found.before(), found.format(), "", found.time());
        return plain.pattern() + withoutIds(found.after());
    }

    /** Ids of jobs and snapshots, which are different in every name. */
    private static String withoutIds(String after) {
        Matcher id = Pattern.compile("(?<=[-_.])(?=[a-f]*[0-9])[0-9a-f]{6,64}(?=[-_.]|$)")
                .matcher(after);
        StringBuilder pattern = new StringBuilder();
        int from = 0;
        while (id.find()) {
            pattern.append(TimeInName.escaped(after.substring(from, id.start())))
                    .append('*');
            from = id.end();
        }
        return pattern.append(TimeInName.escaped(after.substring(from))).toString();
    }

    private static String weekdays(String name) {
        Matcher day = WEEKDAY.matcher(name);
        if (!day.find()) {
            return "";
        }
        String days = day.group("long") == null ? SHORT_DAYS : LONG_DAYS;
        return TimeInName.escaped(name.substring(0, day.start()))
                + "{" + inCaseOf(day.group(), days) + "}"
                + TimeInName.escaped(name.substring(day.end()));
    }

    private static String inCaseOf(String written, String days) {
        if (written.equals(written.toUpperCase(Locale.ROOT))) {
            return days.toUpperCase(Locale.ROOT);
        }
        boolean capital = Character.isUpperCase(written.charAt(0));
        return capital
                ? Pattern.compile("(?<=^|,)[a-z]")
                        .matcher(days)
                        .replaceAll(m -> m.group().toUpperCase(Locale.ROOT))
                : days;
    }

    /** The last number that stands on its own counts or tells the time. */
    private static String numbered(String name) {
        Matcher number = NUMBER.matcher(name);
        int start = -1;
        int end = -1;
        while (number.find()) {
            start = number.start();
            end = number.end();
        }
        return start < 0
                ? TimeInName.escaped(name)
                : TimeInName.escaped(name.substring(0, start)) + DIGITS + TimeInName.escaped(name.substring(end));
    }

    /** A single name proves neither a weekday nor a number, and two databases are no generations of one. */
    private static List<NamedAlike> confirmed(String pattern, List<Found> members) {
        boolean timed = pattern.contains("{time:");
        long kinds = members.stream()
                .filter(Found::isRestorable)
                .map(Found::kind)
                .distinct()
                .count();
        boolean single = members.size() == 1 && !isWholeName(members.get(0).name());
        if (timed || !single && kinds <= 1) {
            return List.of(new NamedAlike(pattern, members));
        }
        return members.stream()
                .map(file -> new NamedAlike(TimeInName.escaped(file.name()), List.of(file)))
                .toList();
    }

    /** Whether nothing but its ending is beside the weekday or the time since 1970, as in {@code mon.dump}. */
    private static boolean isWholeName(String name) {
        Matcher day = WEEKDAY.matcher(name);
        boolean weekday = day.find() && day.start() == 0 && name.startsWith(".", day.end());
        return weekday || name.matches(".*(?<![0-9])1[0-9]{9}(?:[0-9]{3})?(?![0-9]).*");
    }

    /** {@code shop.dump} beside {@code shop.dump.1} is the newest of them, as logrotate(8) leaves it. */
    private static List<NamedAlike> withUnnumbered(List<NamedAlike> alike) {
        List<NamedAlike> all = new ArrayList<>(alike);
        for (NamedAlike numbered : alike) {
            String base = numbered.pattern().endsWith("." + DIGITS)
                    ? numbered.pattern().substring(0, numbered.pattern().length() - DIGITS.length() - 1)
                    : "";
            all.stream()
                    .filter(other -> !base.isEmpty() && other.pattern().equals(base))
                    .findFirst()
                    .ifPresent(unnumbered -> {
                        List<Found> files = new ArrayList<>(numbered.files());
                        files.addAll(unnumbered.files());
                        all.remove(unnumbered);
                        all.set(all.indexOf(numbered), new NamedAlike(base + "{,." + DIGITS + "}", files));
                    });
        }
        return List.copyOf(all);
    }
}
