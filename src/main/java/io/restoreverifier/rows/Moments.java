package io.restoreverifier.rows;

/**
 * Writes moments in one way. What PostgreSQL prints of a {@code timestamptz} in ISO style, alone or within an array, a range
 * or a record, depends on the time zone of the session, which pg_dump leaves as it finds it: {@code 2026-11-21
 * 02:15:00.5+01} and {@code 2026-11-21 01:15:00.5+00} are the same. Both become the same nine bytes. A text that looks just
 * like that is treated alike on both sides, so that nothing that is equal becomes different. For one thread.
 */
final class Moments {
    /** As many bytes before the first colon as can belong to a moment. */
    static final int BEFORE = 17;

    /** The same behind it. */
    static final int BEHIND = 32;

    /** What a moment becomes: a mark, and microseconds. */
    static final int LENGTH = 1 + Long.BYTES;

    private static final byte MARK = 1;
    private static final int MOST_DIGITS_OF_YEAR = 7;
    private static final long MICROS = 1_000_000;

    private int begin;
    private int end;
    private long micros;

    /** Where the moment that was found begins. */
    int begin() {
        return begin;
    }

    /** Behind its last byte. */
    int end() {
        return end;
    }

    /**
     * Copies a row with its moments rewritten, which never makes it longer.
     *
     * @return the copy's length, or -1 when there are none and nothing of use was copied
     */
    int canonical(byte[] row, int from, int to, byte[] into) {
        int copied = from;
        int length = 0;
        for (int at = from; at < to; at++) {
            if (row[at] == ':' && find(row, at, copied, to)) {
                System.arraycopy(row, copied, into, length, begin - copied);
                length += begin - copied;
                write(into, length);
                length += LENGTH;
                copied = end;
                at = end - 1;
            }
        }
        if (copied == from) {
            return -1;
        }
        System.arraycopy(row, copied, into, length, to - copied);
        return length + to - copied;
    }

    /** Writes the moment that was found, in {@link #LENGTH} bytes. */
    void write(byte[] into, int at) {
        into[at] = MARK;
        for (int i = 0; i < Long.BYTES; i++) {
            into[at + 1 + i] = (byte) (micros >>> (Long.SIZE - 8 * (i + 1)));
        }
    }

    /**
     * Whether the colon at a place is the first of a moment's time of day.
     *
     * @param least where it may begin at the earliest
     * @param most where it must have ended
     */
    boolean find(byte[] row, int colon, int least, int most) {
        int day = colon - 5;
        int month = day - 3;
        int yearEnd = month - 1;
        boolean shaped = yearEnd - 4 >= least
                && colon + 8 < most
                && row[yearEnd] == '-'
                && row[day - 1] == '-'
                && row[colon - 3] == ' '
                && row[colon + 3] == ':'
                && areTwoDigits(row, month)
                && areTwoDigits(row, day)
                && areTwoDigits(row, colon - 2)
                && areTwoDigits(row, colon + 1)
                && areTwoDigits(row, colon + 4);
        if (!shaped) {
            return false;
        }
        begin = yearEnd;
        while (begin > least && yearEnd - begin < MOST_DIGITS_OF_YEAR && isDigit(row[begin - 1])) {
            begin--;
        }
        if (yearEnd - begin < 4) {
            return false;
        }
        long time = MICROS * (3600L * two(row, colon - 2) + 60L * two(row, colon + 1) + two(row, colon + 4));
        end = colon + 6;
        time += fraction(row, most);
        if (!offset(row, most)) {
            return false;
        }
        long year = number(row, begin, yearEnd);
        if (end + 3 <= most && row[end] == ' ' && row[end + 1] == 'B' && row[end + 2] == 'C') {
            end += 3;
            year = 1 - year;
        }
        micros += time + 86_400 * MICROS * days(year, two(row, month), two(row, day));
        return true;
    }

    /** Reads over a fraction of up to six digits at the end so far. */
    private long fraction(byte[] row, int most) {
        if (end >= most || row[end] != '.') {
            return 0;
        }
        long fraction = 0;
        int digits = 0;
        int at = end + 1;
        for (; at < most && digits < 6 && isDigit(row[at]); at++) {
            fraction = 10 * fraction + row[at] - '0';
            digits++;
        }
        for (; digits < 6; digits++) {
            fraction *= 10;
        }
        end = at;
        return fraction;
    }

    /** Reads over the offset from UTC; false when there is none. */
    private boolean offset(byte[] row, int most) {
        boolean signed = end + 3 <= most && (row[end] == '+' || row[end] == '-') && areTwoDigits(row, end + 1);
        if (!signed) {
            return false;
        }
        boolean east = row[end] == '+';
        long seconds = 3600L * two(row, end + 1);
        end += 3;
        for (int unit = 60; unit >= 1 && end + 3 <= most && row[end] == ':' && areTwoDigits(row, end + 1); unit /= 60) {
            seconds += (long) unit * two(row, end + 1);
            end += 3;
        }
        micros = MICROS * (east ? -seconds : seconds);
        return true;
    }

    /** Since 1970-01-01, in the Gregorian calendar of all times; the year 0 is 1 BC. */
    private static long days(long year, int month, int day) {
        // Years that begin in March have their leap day at the end.
        long y = month <= 2 ? year - 1 : year;
        long era = Math.floorDiv(y, 400L);
        long ofEra = y - 400 * era;
        long ofYear = (153L * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
        return 146_097 * era + 365 * ofEra + ofEra / 4 - ofEra / 100 + ofYear - 719_468;
    }

    private static long number(byte[] row, int from, int to) {
        long number = 0;
        for (int at = from; at < to; at++) {
            number = 10 * number + row[at] - '0';
        }
        return number;
    }

    private static int two(byte[] row, int at) {
        return 10 * (row[at] - '0') + row[at + 1] - '0';
    }

    private static boolean areTwoDigits(byte[] row, int at) {
        return isDigit(row[at]) && isDigit(row[at + 1]);
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }
}
