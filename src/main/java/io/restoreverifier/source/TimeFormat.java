package io.restoreverifier.source;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a time is written in a name, in the letters of {@link DateTimeFormatter}. A day that the calendar does not have
 * is no time, and neither is hour 24.
 */
final class TimeFormat {
    private static final Pattern TOKEN = Pattern.compile("'(?:[^']|'')*'|([A-Za-z])\\1*|.");
    private static final Pattern QUOTED = Pattern.compile("'[^']*'");
    private static final Pattern NAMES_HOUR = Pattern.compile("[HhKkAN]");
    private static final ZonedDateTime SAMPLE = ZonedDateTime.of(2026, 11, 22, 13, 14, 15, 0, ZoneOffset.UTC);

    private final String written;
    private final DateTimeFormatter formatter;
    private final ZoneId zone;

    private TimeFormat(String written, DateTimeFormatter formatter, ZoneId zone) {
        this.written = written;
        this.formatter = formatter;
        this.zone = zone;
    }

    /**
     * @param zone of times that name none; a quoted {@code 'Z'} names none
     * @throws IllegalArgumentException when it is no pattern, or tells no moment; the message says why
     */
    static TimeFormat of(String written, ZoneId zone) {
        DateTimeFormatter formatter = new DateTimeFormatterBuilder()
                .appendPattern(written)
                .parseDefaulting(ChronoField.ERA, 1)
                .toFormatter(Locale.ENGLISH)
                .withResolverStyle(ResolverStyle.STRICT);
        TimeFormat format = new TimeFormat(written, formatter, zone);
        format.refuseUnlessItTellsAMoment();
        return format;
    }

    /** Empty when the text is no time after all, such as the 31st of February. */
    Optional<Instant> parse(String text) {
        try {
            TemporalAccessor parsed = formatter.parse(text);
            LocalDate day = parsed.query(TemporalQueries.localDate());
            LocalTime time = parsed.query(TemporalQueries.localTime());
            ZoneId own = parsed.query(TemporalQueries.zone());
            return Optional.of(day.atTime(time == null ? LocalTime.MIDNIGHT : time)
                    .atZone(own == null ? zone : own)
                    .toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** A regular expression for what looks like such a time, whether or not the calendar has it. */
    String shape() {
        StringBuilder shape = new StringBuilder();
        Matcher tokens = TOKEN.matcher(written);
        while (tokens.find()) {
            shape.append(shapeOf(tokens.group(), tokens.group(1) != null));
        }
        return shape.toString();
    }

    @Override
    public String toString() {
        return written;
    }

    private static String shapeOf(String token, boolean letters) {
        if (letters) {
            return shapeOfField(token.charAt(0), token.length());
        }
        return switch (token) {
            case "[" -> "(?:";
            case "]" -> ")?";
            case "''" -> "'";
            default -> Pattern.quote(token.startsWith("'") ? unquoted(token) : token);
        };
    }

    private static String unquoted(String token) {
        return token.substring(1, token.length() - 1).replace("''", "'");
    }

    private static String shapeOfField(char letter, int length) {
        boolean name = "GEaB".indexOf(letter) >= 0 || "MLQqec".indexOf(letter) >= 0 && length > 2;
        if (name) {
            return "\\p{L}[\\p{L} .]*";
        }
        if ("XxZOzVv".indexOf(letter) >= 0) {
            return "(?:[+-][0-9:]+|[A-Za-z][A-Za-z0-9_+:-]*)";
        }
        return length == 1 ? "[0-9]+" : "[0-9]{" + length + "}";
    }

    private void refuseUnlessItTellsAMoment() {
        TemporalAccessor parsed;
        try {
            parsed = formatter.parse(formatter.format(SAMPLE));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("a time written so cannot be read back", e);
        }
        if (parsed.query(TemporalQueries.localDate()) == null) {
            throw new IllegalArgumentException("it does not tell the day");
        }
        boolean namesHour =
                NAMES_HOUR.matcher(QUOTED.matcher(written).replaceAll("")).find();
        if (namesHour && parsed.query(TemporalQueries.localTime()) == null) {
            throw new IllegalArgumentException("it does not tell the hour of the day");
        }
    }
}
