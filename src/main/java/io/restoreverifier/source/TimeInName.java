package io.restoreverifier.source;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The time that stands in a name, as backup jobs commonly write it: the year first, in four digits, then month and day,
 * perhaps the time of day, with one separator throughout the date and one throughout the time of day. What could be
 * read in two ways, such as {@code 03-04-2026} or {@code 261121}, is no time.
 *
 * @param before what stands before it
 * @param format the letters of {@link java.time.format.DateTimeFormatter} for it
 * @param after what stands after it
 * @param time in UTC, unless the name tells its offset
 */
public record TimeInName(String before, String format, String after, Instant time) {
    private static final Pattern WRITTEN = Pattern.compile("(?<![0-9])"
            + "(?<year>20[0-9]{2})(?<d>[-_.]?)(?<month>[0-9]{2})\\k<d>(?<day>[0-9]{2})"
            + "(?:(?<between>T|t|_|-|\\.| |--|__|_at_|-at-|(?<=[0-9]{8}))"
            + "(?<hour>[01][0-9]|2[0-3])(?<t>[-_:.h]?)(?<minute>[0-5][0-9])(?:\\k<t>(?<second>[0-5][0-9]))?"
            + "(?<fraction>[.,][0-9]{3}(?![0-9]))?"
            + "(?:(?<utc>[Zz])(?![A-Za-z0-9])|(?<offset>[+-][0-9]{2}:?[0-9]{2}(?![0-9])))?)?(?![0-9])");

    /** The first time in a name; empty when there is none that the calendar has. */
    public static Optional<TimeInName> find(String name) {
        Matcher matcher = WRITTEN.matcher(name);
        while (matcher.find()) {
            String format = format(matcher);
            Optional<Instant> time = TimeFormat.of(format, ZoneOffset.UTC).parse(matcher.group());
            if (time.isPresent()) {
                String before = name.substring(0, matcher.start());
                return Optional.of(new TimeInName(before, format, name.substring(matcher.end()), time.get()));
            }
        }
        return Optional.empty();
    }

    /** Names like this one at other times, as the catalog's {@code newest:} writes it. */
    public String pattern() {
        return escaped(before) + "{time:" + format + "}" + escaped(after);
    }

    /** A name that stands for itself, as the catalog's {@code newest:} writes it. */
    public static String escaped(String name) {
        return name.replaceAll("[*?\\[{}\\\\]", "\\\\$0");
    }

    private static String format(Matcher matcher) {
        String d = matcher.group("d");
        StringBuilder format = new StringBuilder("yyyy" + d + "MM" + d + "dd");
        if (matcher.group("hour") == null) {
            return format.toString();
        }
        String t = literal(matcher.group("t"));
        format.append(literal(matcher.group("between"))).append("HH").append(t).append("mm");
        if (matcher.group("second") != null) {
            format.append(t).append("ss");
        }
        if (matcher.group("fraction") != null) {
            format.append(matcher.group("fraction").charAt(0)).append("SSS");
        }
        if (matcher.group("utc") != null) {
            format.append(literal(matcher.group("utc")));
        }
        if (matcher.group("offset") != null) {
            format.append(matcher.group("offset").contains(":") ? "xxx" : "xx");
        }
        return format.toString();
    }

    /** Letters would be fields. */
    private static String literal(String text) {
        return text.chars().anyMatch(Character::isLetter) ? "'" + text + "'" : text;
    }
}
