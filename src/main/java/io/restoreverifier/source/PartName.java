package io.restoreverifier.source;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a part as split(1) writes it: the whole's name, a dot, and letters from {@code aa} on, or digits from {@code 00}
 * or {@code 001} on.
 *
 * @param whole the name without the suffix
 */
record PartName(String whole, String suffix) {
    private static final Pattern PART = Pattern.compile("(.+)\\.([a-z]{2,4}|[0-9]{2,5})", Pattern.DOTALL);
    private static final int LETTERS = 26;

    static Optional<PartName> of(String name) {
        Matcher matcher = PART.matcher(name);
        return matcher.matches() ? Optional.of(new PartName(matcher.group(1), matcher.group(2))) : Optional.empty();
    }

    String name() {
        return whole + "." + suffix;
    }

    /** Parts of one set are of one style: letters or digits, of one length. */
    String style() {
        return (isDigits() ? "digits" : "letters") + suffix.length();
    }

    /** Its place in the set. */
    long number() {
        return isDigits() ? Long.parseLong(suffix) : Long.parseLong(inDigits(suffix), LETTERS);
    }

    /** Where a set that begins with this part should begin: digits count from 0 or from 1, letters from the first. */
    long first() {
        return isDigits() && number() > 0 ? 1 : 0;
    }

    /** The suffix at another place of the same set. */
    String at(long number) {
        if (isDigits()) {
            return String.format(Locale.ROOT, "%0" + suffix.length() + "d", number);
        }
        StringBuilder letters = new StringBuilder();
        for (long rest = number; letters.length() < suffix.length(); rest /= LETTERS) {
            letters.insert(0, (char) ('a' + rest % LETTERS));
        }
        return letters.toString();
    }

    private boolean isDigits() {
        return Character.isDigit(suffix.charAt(0));
    }

    private static String inDigits(String letters) {
        StringBuilder digits = new StringBuilder();
        letters.chars().forEach(letter -> digits.append(Character.forDigit(letter - 'a', LETTERS)));
        return digits.toString();
    }
}
