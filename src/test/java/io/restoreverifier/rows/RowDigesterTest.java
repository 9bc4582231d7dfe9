package io.restoreverifier.rows;

import static org.assertj.core.api.Assertions.assertThat;

import io.restoreverifier.model.RowDigest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RowDigesterTest {
    private static final String NOON = "2026-11-21 12:00:00+00";

    @Test
    void orderOfRowsDoesNotMatter() {
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            rows.add(i + "\tname " + i * 31);
        }
        RowDigest digest = digest(text(rows));

        Collections.shuffle(rows, new Random(1));

        assertThat(digest(text(rows))).isEqualTo(digest);
        assertThat(digest.rows()).isEqualTo(1_000);
    }

    @ParameterizedTest
    @CsvSource({"a|b|c, a|b|d", "a|b, a|b|b", "a|a, b|b", "a|a|b, a|b|b", "a|b|c, a|b", "ab|c, a|bc", "a|, a"})
    void anotherRowMakesAnotherDigest(String some, String others) {
        RowDigest one = digest(some.replace('|', '\n') + "\n");
        RowDigest other = digest(others.replace('|', '\n') + "\n");

        assertThat(one.text()).hasSize(32).isNotEqualTo(other.text());
    }

    @Test
    void partsAddUp() {
        assertThat(digest("a\nb\n").plus(digest("c\n"))).isEqualTo(digest("c\na\nb\n"));
        assertThat(digest("")).isEqualTo(RowDigest.NONE);
    }

    /** Around the length of a piece, with moments anywhere, also across the ends of what is read at once. */
    @ParameterizedTest
    @ValueSource(ints = {40, 65_500, 65_536, 65_537, 131_060, 131_072, 131_090, 300_000})
    void howBytesAreCutDoesNotMatter(int length) {
        Random random = new Random(length);
        StringBuilder row = new StringBuilder();
        while (row.length() < length) {
            row.append(random.nextInt(3) == 0 ? "\t" + NOON + "\t" : "x".repeat(random.nextInt(90)) + ":12-");
        }
        byte[] bytes = ("before\n" + row + "\nbehind " + NOON + "\n").getBytes(StandardCharsets.UTF_8);
        byte[] elsewhere = new String(bytes, StandardCharsets.UTF_8)
                .replace(NOON, "2026-11-21 17:30:00+05:30")
                .getBytes(StandardCharsets.UTF_8);
        RowDigest whole = digest(bytes, bytes.length);

        assertThat(whole.rows()).isEqualTo(3);
        for (int cut : List.of(1, 7, 97, 4_096, 65_536)) {
            assertThat(digest(bytes, cut)).as("cut at " + cut).isEqualTo(whole);
            assertThat(digest(elsewhere, cut)).as("elsewhere, cut at " + cut).isEqualTo(whole);
        }
        bytes[bytes.length / 2] ^= 1;
        assertThat(digest(bytes, bytes.length).text()).isNotEqualTo(whole.text());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2026-11-21 02:15:00+01 | 2026-11-21 01:15:00+00",
                "2026-11-21 02:15:00.5+01 | 2026-11-20 20:15:00.5-05",
                "2026-01-01 00:29:59.999999+05:30 | 2025-12-31 18:59:59.999999+00",
                "2024-02-29 23:00:00-02 | 2024-03-01 01:00:00+00",
                "1890-01-01 00:53:28+00:53:28 | 1890-01-01 00:00:00+00",
                "0044-03-15 12:00:00+00 BC | 0044-03-15 13:00:00+01 BC",
                "0001-12-31 23:30:00+00 BC | 0001-01-01 00:30:00+01",
                "294276-12-31 10:00:00+00 | 294276-12-31 11:00:00+01",
                "{\"2026-11-21 02:15:00+01\",NULL} | {\"2026-11-21 01:15:00+00\",NULL}",
                "[\"2026-11-21 02:15:00+01\",\"2026-11-21 03:15:00+01\") | [\"2026-11-21 01:15:00+00\",\"2026-11-21 02:15:00+00\")"
            })
    void theSameMomentHasTheSameDigest(String one, String other) {
        assertThat(digest("1\t" + one + "\tx\n")).isEqualTo(digest("1\t" + other + "\tx\n"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2026-11-21 02:15:00+01 | 2026-11-21 02:15:00+02",
                "2026-11-21 02:15:00.5+01 | 2026-11-21 02:15:00.05+01",
                "2026-11-21 02:15:00+01 | 2026-11-21 02:15:01+01",
                "2026-11-21 02:15:00+01 | 2026-11-21 02:15:00-01",
                "2026-11-21 02:15:00 | 2026-11-21 02:15:01",
                "2026-11-21 02:15:00+00 | 2026-11-21 02:15:00",
                "0044-03-15 12:00:00+00 BC | 0044-03-15 12:00:00+00",
                "12:00:00+01 | 11:00:00+00"
            })
    void anotherMomentHasAnotherDigest(String one, String other) {
        assertThat(digest("1\t" + one + "\tx\n")).isNotEqualTo(digest("1\t" + other + "\tx\n"));
    }

    /** PostgreSQL's calendar is the Gregorian of all times, as that of java.time is. */
    @Test
    void daysAreThoseOfTheCalendar() {
        Random random = new Random(4);
        Moments moments = new Moments();
        for (int i = 0; i < 20_000; i++) {
            java.time.LocalDate day = java.time.LocalDate.ofEpochDay(random.nextInt(3_000_000) - 740_000);
            boolean before = day.getYear() <= 0;
            String text = String.format(
                    "%04d-%02d-%02d 00:00:00+00%s",
                    before ? 1 - day.getYear() : day.getYear(),
                    day.getMonthValue(),
                    day.getDayOfMonth(),
                    before ? " BC" : "");
            byte[] row = text.getBytes(StandardCharsets.UTF_8);
            byte[] into = new byte[row.length];

            assertThat(moments.canonical(row, 0, row.length, into)).isEqualTo(Moments.LENGTH);
            assertThat(java.nio.ByteBuffer.wrap(into).getLong(1)).isEqualTo(day.toEpochDay() * 86_400_000_000L);
        }
    }

    @Test
    void theMarkEndsTheRows() {
        RowDigester digester = new RowDigester();
        byte[] bytes = "1\n\n\\.\n\n\n".getBytes(StandardCharsets.UTF_8);
        digester.take(bytes, 0, bytes.length);

        assertThat(digester.digest()).isEqualTo(digest("1\n\n"));
        assertThat(digester.linesAfterMark()).isEqualTo(2);
        digester.take(bytes, 0, 2);
        assertThat(digester.linesAfterMark()).isEqualTo(-1);
    }

    private static RowDigest digest(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return digest(bytes, Math.max(1, bytes.length));
    }

    private static RowDigest digest(byte[] bytes, int cut) {
        RowDigester digester = new RowDigester();
        for (int at = 0; at < bytes.length; at += cut) {
            digester.take(bytes, at, Math.min(cut, bytes.length - at));
        }
        assertThat(digester.isBetweenRows()).isTrue();
        return digester.digest();
    }

    private static String text(List<String> rows) {
        return String.join("\n", rows) + "\n";
    }
}
