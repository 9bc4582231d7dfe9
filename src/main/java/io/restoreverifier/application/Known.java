package io.restoreverifier.application;

import io.restoreverifier.model.Settings;
import io.restoreverifier.model.Suggestions;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;

/** What {@code ${part.key}} may name in an entry. */
public record Known(Map<String, Set<String>> keys) {
    static final String FILES = "files";
    private static final String SECRET = "password";

    public Known {
        keys = Map.copyOf(keys);
    }

    Known with(String part, Collection<String> more) {
        Map<String, Set<String>> all = new LinkedHashMap<>(keys);
        all.put(part, new LinkedHashSet<>(more));
        return new Known(all);
    }

    /**
     * Notes each placeholder that leads nowhere.
     *
     * @param secrets whether a password may stand there, where nobody sees it
     */
    void hold(Settings settings, String key, String text, boolean secrets) {
        Matcher matcher = Values.PLACEHOLDER.matcher(text);
        while (matcher.find()) {
            String part = matcher.group(1);
            String value = matcher.group(2);
            Set<String> values = keys.get(part);
            if (values == null) {
                settings.problem(key, "`" + matcher.group() + "` names no part", Suggestions.hint(part, keys.keySet()));
            } else if (!values.contains(value)) {
                settings.problem(
                        key,
                        "`" + matcher.group() + "` is nothing that " + part + " has",
                        Suggestions.hint(value, Objects.requireNonNull(values)));
            } else if (!secrets && value.equals(SECRET)) {
                settings.problem(
                        key, "a password would be seen in the list of processes", "put it into `environment:`");
            }
        }
    }
}
