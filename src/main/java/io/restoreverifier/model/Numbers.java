package io.restoreverifier.model;

import java.util.Locale;

/** Numbers as messages show them. */
public final class Numbers {
    private Numbers() {}

    /** With a space between thousands: {@code 16 234 567}. */
    public static String grouped(long number) {
        return String.format(Locale.ROOT, "%,d", number).replace(',', ' ');
    }
}
