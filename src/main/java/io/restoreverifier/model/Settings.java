package io.restoreverifier.model;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A mapping of the catalog, read by asking for its keys. Whoever reads it takes what it knows; what nobody asked for by
 * the time of {@link #finish()} is an unknown key. Whatever is wrong becomes a {@link Problem} with file, line and key,
 * and the reader goes on with a default, so that all problems are said at once. Used by one thread.
 */
public final class Settings {
    private static final Pattern SIZE = Pattern.compile("(\\d{1,12})(?:([KMGT])i?B)?");

    private final Node.Mapping mapping;
    private final String path;
    private final Problems problems;
    private final Set<String> asked = new LinkedHashSet<>();
    private final Map<String, Settings> sections = new LinkedHashMap<>();

    private Settings(Node.Mapping mapping, String path, Problems problems) {
        this.mapping = mapping;
        this.path = path;
        this.problems = problems;
    }

    /** Reads a whole document. */
    public static Settings of(Node.Mapping mapping, Problems problems) {
        return new Settings(mapping, "", problems);
    }

    /** Where this mapping stands. */
    public Location location() {
        return mapping.location();
    }

    /** The keys as written, in order. Asking for them does not count as knowing them. */
    public Set<String> keys() {
        return mapping.entries().keySet();
    }

    public boolean has(String key) {
        asked.add(key);
        return mapping.entries().containsKey(key);
    }

    /** The value as written, whatever its shape; empty when the key is absent. For kinds that take more than one shape. */
    public Optional<Node> node(String key) {
        asked.add(key);
        return Optional.ofNullable(mapping.entries().get(key));
    }

    /** A text; empty when absent. */
    public Optional<String> text(String key) {
        return scalar(key, "a text").map(Node.Scalar::text);
    }

    /** A text that must be there; the empty text after a problem was noted. */
    public String requiredText(String key) {
        if (!has(key)) {
            problem(key, "is missing", "add `" + key + ": ...`");
        }
        String text = text(key).orElse("");
        if (text.isBlank() && node(key).filter(Settings::isWritten).isPresent()) {
            problem(key, "is empty", "write `" + key + ": ...`");
        }
        return text;
    }

    /** A list of texts, or a single one; empty when absent. */
    public List<String> texts(String key) {
        Optional<Node> node = node(key);
        if (node.isPresent() && node.get() instanceof Node.Sequence sequence) {
            List<String> texts = new ArrayList<>();
            for (Node item : sequence.items()) {
                if (item instanceof Node.Scalar scalar && !scalar.isNull()) {
                    texts.add(scalar.text());
                } else {
                    problems.add(new Problem(item.location(), path + key, "expected a text in this list", ""));
                }
            }
            return List.copyOf(texts);
        }
        return text(key).map(List::of).orElse(List.of());
    }

    /** A duration such as {@code 90s}, {@code 30m}, {@code 26h}, {@code 7d} or {@code 1d12h}; empty when absent. */
    public Optional<Duration> duration(String key) {
        return text(key).flatMap(text -> {
            Optional<Duration> duration = Durations.parse(text);
            if (duration.isEmpty()) {
                problem(key, "`" + text + "` is not a duration", "write for example 90s, 30m, 26h, 7d or 1d12h");
            }
            return duration;
        });
    }

    /** A whole number of at least zero; empty when absent. */
    public Optional<Long> count(String key) {
        return text(key).flatMap(text -> {
            if (text.matches("[0-9]{1,18}")) {
                return Optional.of(Long.parseLong(text));
            }
            problem(key, "`" + text + "` is not a whole number of at least 0", "");
            return Optional.empty();
        });
    }

    /** {@code true} or {@code false}; empty when absent. */
    public Optional<Boolean> flag(String key) {
        return text(key).flatMap(text -> {
            if (text.equals("true") || text.equals("false")) {
                return Optional.of(text.equals("true"));
            }
            problem(key, "`" + text + "` is neither true nor false", "");
            return Optional.empty();
        });
    }

    /** One of the names of an enum in lower case; empty when absent. */
    public <E extends Enum<E>> Optional<E> choice(String key, Class<E> type) {
        return text(key).flatMap(text -> {
            List<String> names = new ArrayList<>();
            for (E constant : type.getEnumConstants()) {
                String name = constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
                if (name.equals(text)) {
                    return Optional.of(constant);
                }
                names.add(name);
            }
            problem(key, "`" + text + "` is not one of " + String.join(", ", names), didYouMean(text, names));
            return Optional.empty();
        });
    }

    /** A path, relative ones counted from the folder of the file that says it; empty when absent. */
    public Optional<Path> path(String key) {
        return text(key).flatMap(text -> {
            try {
                Path file = location().file().toAbsolutePath();
                return Optional.of(file.resolveSibling(text).normalize());
            } catch (InvalidPathException e) {
                problem(key, "`" + text + "` is not a path", "");
                return Optional.empty();
            }
        });
    }

    /** A mapping; empty when absent. A key without a value is an empty mapping. */
    public Optional<Settings> section(String key) {
        return node(key).flatMap(node -> sectionOf(key, node));
    }

    /** A mapping of names to mappings, such as {@code customers: {min: 1000}}; empty when absent. */
    public Map<String, Settings> namedSections(String key) {
        Map<String, Settings> named = new LinkedHashMap<>();
        section(key).ifPresent(section -> {
            for (String name : section.keys()) {
                section.section(name).ifPresent(s -> named.put(name, s));
            }
        });
        return named;
    }

    /** A list of mappings; empty when absent. */
    public List<Settings> sections(String key) {
        List<Settings> list = new ArrayList<>();
        node(key).ifPresent(node -> {
            if (node instanceof Node.Sequence sequence) {
                for (int i = 0; i < sequence.items().size(); i++) {
                    sectionOf(key + "[" + i + "]", sequence.items().get(i)).ifPresent(list::add);
                }
            } else {
                problem(key, "expected a list", "begin each item with `- `");
            }
        });
        return list;
    }

    /** Notes a problem with a key of this mapping, at its line when it is there. */
    public void problem(String key, String message, String hint) {
        Node node = mapping.entries().get(key);
        problems.add(new Problem(node == null ? location() : node.location(), path + key, message, hint));
    }

    /** Notes a problem with this mapping as a whole. */
    public void problem(String message, String hint) {
        String key = path.isEmpty() ? "" : path.substring(0, path.length() - 1);
        problems.add(new Problem(location(), key, message, hint));
    }

    /** A size such as {@code 256MiB}, {@code 4GiB} or a number of bytes; empty when absent. */
    public Optional<Long> bytes(String key) {
        return text(key).flatMap(text -> {
            Matcher matcher = SIZE.matcher(text);
            if (matcher.matches()) {
                int shift = 10 * " KMGT".indexOf(matcher.group(2) == null ? " " : matcher.group(2));
                return Optional.of(Long.parseLong(matcher.group(1)) << shift);
            }
            problem(key, "`" + text + "` is not a size", "write for example 512MiB or 4GiB");
            return Optional.empty();
        });
    }

    /** Takes every key here and below as known: something above is wrong, and more would only be noise. */
    public void skip() {
        asked.addAll(keys());
        sections.values().forEach(Settings::skip);
    }

    /** Notes every key that nobody asked for, here and in the sections that were read. Call once, when all is read. */
    public void finish() {
        for (String key : keys()) {
            if (!asked.contains(key)) {
                problem(key, "unknown key", Suggestions.hint(key, List.copyOf(asked)));
            }
        }
        sections.values().forEach(Settings::finish);
    }

    /** A day as ISO 8601 writes it; a problem of the catalog when it is missing or none. */
    public Optional<LocalDate> requiredDay(String key) {
        String written = requiredText(key);
        if (written.isBlank()) {
            return Optional.empty();
        }
        try {
            return Optional.of(LocalDate.parse(written));
        } catch (DateTimeException e) {
            problem(key, "`" + written + "` is not a day", "write for example 2026-12-31");
            return Optional.empty();
        }
    }

    private Optional<Settings> sectionOf(String key, Node node) {
        Node.Mapping child;
        if (node instanceof Node.Mapping m) {
            child = m;
        } else if (node instanceof Node.Scalar scalar && scalar.isNull()) {
            child = new Node.Mapping(node.location(), Map.of());
        } else {
            problems.add(
                    new Problem(node.location(), path + key, "expected keys below it", "write `" + key + ": {...}`"));
            return Optional.empty();
        }
        // The same section for whoever asks: what one reader knows, the next need not.
        return Optional.of(sections.computeIfAbsent(key, k -> new Settings(child, path + k + ".", problems)));
    }

    private static boolean isWritten(Node node) {
        return node instanceof Node.Scalar scalar && !scalar.isNull();
    }

    /** The message lists the choices already. */
    private static String didYouMean(String typed, List<String> known) {
        return Suggestions.nearest(typed, known)
                .map(name -> "did you mean `" + name + "`?")
                .orElse("");
    }

    private Optional<Node.Scalar> scalar(String key, String what) {
        Optional<Node> node = node(key);
        if (node.isEmpty()) {
            return Optional.empty();
        }
        if (node.get() instanceof Node.Scalar scalar && !scalar.isNull()) {
            return Optional.of(scalar);
        }
        problem(key, "expected " + what, "");
        return Optional.empty();
    }
}
