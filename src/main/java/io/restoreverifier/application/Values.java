package io.restoreverifier.application;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What placeholders stand for, by {@code part.key}. Never shown: passwords are among it. */
record Values(Map<String, String> all) {
    static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([A-Za-z0-9_-]+)\\.([A-Za-z0-9_-]+)\\}");

    Values {
        all = Map.copyOf(all);
    }

    /** The text with what is known in its place; the rest is left, since a shell may know it. */
    String in(String text) {
        return PLACEHOLDER
                .matcher(text)
                .replaceAll(match -> Matcher.quoteReplacement(
                        all.getOrDefault(match.group(1) + "." + match.group(2), match.group())));
    }

    Map<String, String> in(Map<String, String> texts) {
        Map<String, String> filled = new LinkedHashMap<>();
        texts.forEach((name, text) -> filled.put(name, in(text)));
        return filled;
    }

    boolean isNeededBy(String text) {
        return PLACEHOLDER
                .matcher(text)
                .results()
                .anyMatch(match -> all.containsKey(match.group(1) + "." + match.group(2)));
    }

    @Override
    public String toString() {
        return "Values of " + all.keySet();
    }
}
