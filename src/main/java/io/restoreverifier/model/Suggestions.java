package io.restoreverifier.model;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds what somebody meant who mistyped a name. */
public final class Suggestions {
    private Suggestions() {}

    /** The likeliest of the known names as a hint, else all of them; empty when none are known. */
    public static String hint(String typed, Collection<String> known) {
        Optional<String> nearest = nearest(typed, known);
        if (nearest.isPresent()) {
            return "did you mean `" + nearest.get() + "`?";
        }
        return known.isEmpty()
                ? ""
                : "known here: " + String.join(", ", known.stream().sorted().toList());
    }

    /** The known name that is at most a third of its letters away; empty when none is. */
    public static Optional<String> nearest(String typed, Collection<String> known) {
        return known.stream()
                .filter(name -> distance(typed, name) <= Math.max(1, name.length() / 3))
                .min(Comparator.comparingInt((String name) -> distance(typed, name))
                        .thenComparing(name -> name));
    }

    /** Levenshtein distance, case ignored. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int substitution = diagonal + (same(a.charAt(i - 1), b.charAt(j - 1)) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substitution, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }

    private static boolean same(char a, char b) {
        return Character.toLowerCase(a) == Character.toLowerCase(b);
    }
}
