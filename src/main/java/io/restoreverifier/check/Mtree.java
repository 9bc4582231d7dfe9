package io.restoreverifier.check;

import io.restoreverifier.check.Digests.Algorithm;
import io.restoreverifier.check.ManifestEntry.Kind;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A manifest as mtree(8) and {@code bsdtar --format=mtree} write it; mtree(5) describes it. A name without a slash is in
 * the folder that was entered last, and enters it when it is a folder itself; {@code ..} leaves it. A name with a slash
 * counts from the top. Held are type, size, mode, link and digests; owner and times are not, since what is restored here
 * belongs to the verifier.
 */
final class Mtree {
    private final ManifestLines lines;
    private final Map<String, String> defaults = new LinkedHashMap<>();
    private final Deque<String> folders = new ArrayDeque<>();

    Mtree(ManifestLines lines) {
        this.lines = lines;
    }

    /** Whether a manifest that begins so is of this form. */
    static boolean isOne(String head) {
        return head.startsWith("#mtree") || head.lines().map(String::strip).anyMatch(Mtree::isTelling);
    }

    private static boolean isTelling(String line) {
        return line.startsWith("/set ") || line.matches("\\S+ .*\\btype=(file|dir|link).*");
    }

    void read(ManifestVisitor visitor) throws IOException {
        for (Optional<String> line = lines.next(); line.isPresent(); line = lines.next()) {
            long number = lines.number();
            StringBuilder whole = new StringBuilder(line.get().strip());
            while (isContinued(whole)) {
                whole.setLength(whole.length() - 1);
                whole.append(lines.next().orElse("").strip());
            }
            if (!whole.isEmpty() && whole.charAt(0) != '#') {
                line(number, whole.toString().split("\\s+"), visitor);
            }
        }
    }

    private static boolean isContinued(StringBuilder line) {
        int backslashes = 0;
        while (backslashes < line.length() && line.charAt(line.length() - 1 - backslashes) == '\\') {
            backslashes++;
        }
        return backslashes % 2 == 1;
    }

    private void line(long number, String[] words, ManifestVisitor visitor) throws IOException {
        switch (words[0]) {
            case "/set" -> defaults.putAll(keywords(words));
            case "/unset" -> {
                for (int i = 1; i < words.length; i++) {
                    defaults.remove(words[i]);
                    if (words[i].equals("all")) {
                        defaults.clear();
                    }
                }
            }
            case ".." -> folders.pollLast();
            default -> {
                try {
                    visitor.entry(entry(number, words));
                } catch (IllegalArgumentException e) {
                    visitor.bad(number, "has " + e.getMessage());
                }
            }
        }
    }

    private ManifestEntry entry(long number, String[] words) {
        Map<String, String> said = new LinkedHashMap<>(defaults);
        said.putAll(keywords(words));
        Optional<Kind> kind = Optional.ofNullable(said.get("type")).map(Mtree::kind);
        boolean whole = words[0].contains("/");
        String name = Vis.undone(words[0]);
        String path =
                ManifestEntry.relative(whole || folders.isEmpty() ? name : String.join("/", folders) + "/" + name);
        if (!whole && kind.equals(Optional.of(Kind.DIRECTORY))) {
            folders.addLast(name);
        }
        boolean file = kind.equals(Optional.of(Kind.FILE));
        return new ManifestEntry(
                number,
                path,
                path,
                kind,
                Optional.ofNullable(said.get("size")).filter(size -> file).map(Long::parseLong),
                Optional.ofNullable(said.get("mode")).filter(mode -> file).flatMap(Mtree::mode),
                Optional.ofNullable(said.get("link")).map(Vis::undone),
                digests(said),
                said.containsKey("optional"));
    }

    private static Map<String, String> keywords(String[] words) {
        Map<String, String> keywords = new LinkedHashMap<>();
        for (int i = 1; i < words.length; i++) {
            int equals = words[i].indexOf('=');
            keywords.put(
                    equals < 0 ? words[i] : words[i].substring(0, equals),
                    equals < 0 ? "" : words[i].substring(equals + 1));
        }
        return keywords;
    }

    private static Kind kind(String type) {
        return switch (type) {
            case "file" -> Kind.FILE;
            case "dir" -> Kind.DIRECTORY;
            case "link" -> Kind.LINK;
            case "block", "char", "fifo", "socket" -> Kind.OTHER;
            default -> throw new IllegalArgumentException("an unknown type");
        };
    }

    /** A mode in letters, which mtree(5) allows and hardly a tool writes, is not held. */
    private static Optional<Integer> mode(String written) {
        return written.matches("[0-7]{1,5}") ? Optional.of(Integer.parseInt(written, 8)) : Optional.empty();
    }

    private static Map<Algorithm, String> digests(Map<String, String> said) {
        Map<Algorithm, String> digests = new EnumMap<>(Algorithm.class);
        said.forEach((keyword, value) -> Algorithm.named(keyword).ifPresent(algorithm -> {
            if (!value.matches("[0-9a-fA-F]{" + algorithm.digits() + "}")) {
                throw new IllegalArgumentException("a broken " + keyword);
            }
            digests.put(algorithm, value.toLowerCase(Locale.ROOT));
        }));
        return Collections.unmodifiableMap(digests);
    }
}
