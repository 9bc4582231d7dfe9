package io.restoreverifier.report;

import io.restoreverifier.model.Numbers;
import java.util.Locale;

/** Amounts of data as humans read them, in powers of ten. */
final class Bytes {
    private static final String[] UNITS = {"B", "kB", "MB", "GB", "TB", "PB", "EB"};

    private Bytes() {}

    /** Three digits or so with their unit: {@code 16.2 MB}, {@code 812 B}. */
    static String format(long bytes) {
        double amount = bytes;
        int unit = 0;
        while (amount >= 999.95 && unit < UNITS.length - 1) {
            amount /= 1000;
            unit++;
        }
        return unit == 0 ? bytes + " B" : String.format(Locale.ROOT, "%.1f %s", amount, UNITS[unit]);
    }

    /** Every byte counted, with a space between thousands: {@code 16 234 567 bytes}. */
    static String exact(long bytes) {
        return Numbers.grouped(bytes) + " bytes";
    }
}
