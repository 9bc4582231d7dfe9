package io.restoreverifier.check;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.TemporalAccessor;

/** A time as SQLite keeps it, which has no type for one: a text, or a number (sqlite.org/lang_datefunc.html, "Time Values"). */
final class SqliteTime {
    /** More are milliseconds: as seconds they would be of the year 5138. */
    static final long MOST_SECONDS = 99_999_999_999L;

    private static final DateTimeFormatter TEXT = new DateTimeFormatterBuilder()
            .appendPattern("uuuu-MM-dd['T'][' ']HH:mm[:ss]")
            .appendOptional(DateTimeFormatter.ofPattern("[.SSSSSSSSS][.SSSSSS][.SSS][.SS][.S]"))
            .appendOptional(DateTimeFormatter.ofPattern("[' ']XXX"))
            .toFormatter();

    private SqliteTime() {}

    /**
     * The moment that a value stands for.
     *
     * @throws SingleValue.NotSingle when it is none
     */
    static Instant of(Object value, Instant now, ZoneId zone) {
        if (value instanceof Number number) {
            double seconds = number.doubleValue() > MOST_SECONDS ? number.doubleValue() / 1000 : number.doubleValue();
            return Instant.ofEpochMilli(Math.round(seconds * 1000));
        }
        String text = String.valueOf(value).strip();
        try {
            if (text.length() == "2026-11-21".length()) {
                return NewestDataCheck.lastMomentOf(LocalDate.parse(text), now, zone);
            }
            TemporalAccessor parsed = TEXT.parseBest(text, OffsetDateTime::from, LocalDateTime::from);
            return parsed instanceof OffsetDateTime moment
                    ? moment.toInstant()
                    : LocalDateTime.from(parsed).atZone(zone).toInstant();
        } catch (DateTimeException e) {
            throw new SingleValue.NotSingle(
                    "the query for the newest data answers a text that is no time, expected one as 2026-11-21 06:00:00");
        }
    }
}
