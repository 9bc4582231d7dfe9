package io.restoreverifier.application;

import io.restoreverifier.sandbox.LineConsumer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What an application prints. It may carry rows, so that nothing of it is shown but what {@link Cause} knows how to read.
 * Safe for use by several threads.
 */
final class ApplicationLog implements LineConsumer {
    private static final int SHOWN = 3;
    private static final int KEPT = 200;

    private final Lines lines = new Lines();
    private final Set<String> causes = new LinkedHashSet<>();
    private final List<Pattern> watched;
    private final Map<String, Integer> counts = new LinkedHashMap<>();

    ApplicationLog(List<Pattern> watched) {
        this.watched = List.copyOf(watched);
    }

    @Override
    public void line(Stream stream, String text) {
        lines.line(stream, text);
        Cause.in(text).ifPresent(this::add);
        for (Pattern pattern : watched) {
            if (pattern.matcher(text).find()) {
                countLine(pattern.pattern());
            }
        }
    }

    private synchronized void countLine(String pattern) {
        counts.merge(pattern, 1, Integer::sum);
    }

    /** How many lines there were so far that a watched pattern is found in. */
    synchronized int count(Pattern pattern) {
        return counts.getOrDefault(pattern.pattern(), 0);
    }

    /** The latest stands last. */
    private synchronized void add(String cause) {
        causes.remove(cause);
        if (causes.size() < KEPT) {
            causes.add(cause);
        }
    }

    /** The latest of them, oldest first. */
    synchronized List<String> causes() {
        List<String> all = new ArrayList<>(causes);
        return List.copyOf(all.subList(Math.max(0, all.size() - SHOWN), all.size()));
    }

    List<String> last() {
        return lines.last();
    }
}
