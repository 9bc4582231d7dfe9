package io.restoreverifier.source;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * Which names are artifacts: a glob ({@code *}, {@code ?}, {@code [a-z]}, {@code {a,b}}, {@code \} before a character
 * that stands for itself), with at most one {@code {time:PATTERN}} in it.
 */
final class NamePattern {
    private static final String TIME = "{time:";

    private final Pattern names;
    private final @Nullable TimeFormat format;

    private NamePattern(Pattern names, @Nullable TimeFormat format) {
        this.names = names;
        this.format = format;
    }

    /** @throws IllegalArgumentException when it is no such pattern; the message says why */
    static NamePattern of(String written, ZoneId zone) {
        return new Translation(written, zone).translate();
    }

    /** Empty when a name is none of ours. */
    Optional<Matched> match(String name) {
        Matcher matcher = names.matcher(name);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        if (format == null) {
            return Optional.of(new Matched(false, Optional.empty()));
        }
        return Optional.of(new Matched(true, format.parse(matcher.group("time"))));
    }

    boolean matches(String name) {
        return match(name).isPresent();
    }

    /** How the time is written; empty when names carry none. */
    Optional<String> timeFormat() {
        return Optional.ofNullable(format).map(TimeFormat::toString);
    }

    /**
     * A name that is one of ours.
     *
     * @param carriesTime the pattern has a time in it
     * @param time empty when it carries none, or one that the calendar does not have
     */
    record Matched(boolean carriesTime, Optional<Instant> time) {}

    /** One pass over a pattern as it was written. */
    private static final class Translation {
        private final String written;
        private final ZoneId zone;
        private final StringBuilder regex = new StringBuilder();
        private @Nullable TimeFormat format;
        private boolean inBraces;
        private int at;

        Translation(String written, ZoneId zone) {
            this.written = written;
            this.zone = zone;
        }

        NamePattern translate() {
            if (written.isBlank()) {
                throw new IllegalArgumentException("it is empty");
            }
            while (at < written.length()) {
                if (written.startsWith(TIME, at)) {
                    time();
                } else {
                    character(written.charAt(at++));
                }
            }
            if (inBraces) {
                throw new IllegalArgumentException("a `{` is not closed");
            }
            try {
                return new NamePattern(Pattern.compile(regex.toString(), Pattern.DOTALL), format);
            } catch (PatternSyntaxException e) {
                throw new IllegalArgumentException("a `[...]` has a range that is none", e);
            }
        }

        private void character(char c) {
            switch (c) {
                case '*' -> regex.append(".*");
                case '?' -> regex.append('.');
                case '[' -> characterClass();
                case '{' -> openBraces();
                case '}' -> regex.append(closesBraces() ? ")" : "\\}");
                case ',' -> regex.append(inBraces ? "|" : ",");
                case '\\' -> escaped();
                case '/' -> throw new IllegalArgumentException("it is a path: put the folder into `directory`");
                default -> regex.append(Pattern.quote(String.valueOf(c)));
            }
        }

        private void openBraces() {
            if (inBraces) {
                throw new IllegalArgumentException("a `{` stands within another one");
            }
            if (written.startsWith("time}", at)) {
                throw new IllegalArgumentException("{time} does not say how, write for example {time:yyyyMMdd}");
            }
            inBraces = true;
            regex.append("(?:");
        }

        private boolean closesBraces() {
            boolean closes = inBraces;
            inBraces = false;
            return closes;
        }

        private void escaped() {
            if (at == written.length()) {
                throw new IllegalArgumentException("a `\\` ends it");
            }
            regex.append(Pattern.quote(String.valueOf(written.charAt(at++))));
        }

        private void characterClass() {
            int end = written.indexOf(']', at + 1);
            if (end < 0) {
                throw new IllegalArgumentException("a `[` is not closed");
            }
            String inside = written.substring(at, end);
            boolean negated = inside.startsWith("!");
            String characters = (negated ? inside.substring(1) : inside).replaceAll("[\\\\\\[\\]&^~|]", "\\\\$0");
            regex.append(negated ? "[^" : "[").append(characters).append(']');
            at = end + 1;
        }

        private void time() {
            if (format != null || inBraces) {
                throw new IllegalArgumentException("there can be only one {time:...}, and not within other braces");
            }
            int start = at + TIME.length();
            int end = endOfTime(start);
            format = TimeFormat.of(written.substring(start, end), zone);
            regex.append("(?<time>").append(format.shape()).append(')');
            at = end + 1;
        }

        /** The first closing brace outside quotes. */
        private int endOfTime(int start) {
            boolean quoted = false;
            for (int i = start; i < written.length(); i++) {
                if (written.charAt(i) == '\'') {
                    quoted = !quoted;
                } else if (written.charAt(i) == '}' && !quoted) {
                    return i;
                }
            }
            throw new IllegalArgumentException("{time:...} is not closed");
        }
    }
}
