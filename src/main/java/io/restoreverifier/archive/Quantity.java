package io.restoreverifier.archive;

/** Numbers as messages say them: digits in groups of three, with their unit. */
public final class Quantity {
    private Quantity() {}

    /** Such as {@code 1 234}. */
    public static String number(long number) {
        StringBuilder digits = new StringBuilder(Long.toString(number));
        int first = number < 0 ? 1 : 0;
        for (int at = digits.length() - 3; at > first; at -= 3) {
            digits.insert(at, ' ');
        }
        return digits.toString();
    }

    /** Such as {@code 1 byte} or {@code 20 480 bytes}. */
    public static String bytes(long bytes) {
        return of(bytes, "byte", "bytes");
    }

    /** Such as {@code 1 entry} or {@code 12 entries}. */
    public static String of(long number, String one, String many) {
        return number(number) + " " + (number == 1 ? one : many);
    }
}
