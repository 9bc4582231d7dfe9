package io.restoreverifier.catalog;

import io.restoreverifier.model.Durations;
import io.restoreverifier.model.Settings;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code keep: failed 24h}: how long the sandbox of a backup that failed stays for a look. */
final class Keep {
    private static final Pattern FORM = Pattern.compile("failed\\s+(\\S+)");
    private static final Duration MOST = Duration.ofDays(7);

    private Keep() {}

    /** Reads it from an entry; empty where nothing is to stay. What is wrong with it becomes a problem of the catalog. */
    static Optional<Duration> read(Settings entry) {
        Optional<String> text = entry.text("keep");
        Optional<Duration> time =
                text.map(FORM::matcher).filter(Matcher::matches).flatMap(m -> Durations.parse(m.group(1)));
        if (text.isPresent() && time.isEmpty()) {
            entry.problem("keep", "`" + text.get() + "` does not say what to keep how long", "write `failed 24h`");
        }
        if (time.filter(t -> t.compareTo(MOST) > 0).isPresent()) {
            entry.problem(
                    "keep",
                    "a copy of production's data would stay for " + Durations.format(time.get()),
                    "write at most `failed 7d`");
        }
        return time.filter(t -> t.compareTo(MOST) <= 0);
    }
}
