package io.restoreverifier.check;

import io.restoreverifier.check.Digests.Algorithm;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A manifest as sha256sum(1), sha512sum(1), md5sum(1) and b2sum(1) write it ({@code HEX  NAME}, {@code HEX *NAME}; also
 * with {@code --zero}), as BSD's sha256(1) and openssl(1) do ({@code SHA256 (NAME) = HEX}), and {@code sha256 -r}
 * ({@code HEX NAME}). A backslash before the line says that the name is escaped.
 */
final class ChecksumList {
    private static final Pattern GNU = Pattern.compile("(\\\\?)([0-9a-fA-F]{32,128}) ([ *])?(.+?)", Pattern.DOTALL);
    private static final Pattern BSD =
            Pattern.compile("(\\\\?)([A-Za-z0-9-]+) ?\\((.+)\\) ?= ?([0-9a-fA-F]+)", Pattern.DOTALL);
    private static final Pattern ESCAPE = Pattern.compile("\\\\([\\\\nr])");

    private final ManifestLines lines;
    private final boolean blake;

    /** @param name of the manifest; one with {@code b2} or {@code blake} in it has no SHA-512 */
    ChecksumList(ManifestLines lines, String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        this.lines = lines;
        this.blake = lower.contains("b2") || lower.contains("blake");
    }

    void read(ManifestVisitor visitor) throws IOException {
        for (Optional<String> line = lines.next(); line.isPresent(); line = lines.next()) {
            String text = lines.endWithZero() ? line.get() : line.get().replaceFirst("\r$", "");
            if (text.isBlank() || text.startsWith("#")) {
                continue;
            }
            Optional<ManifestEntry> entry = entry(lines.number() == 1 ? text.replaceFirst("^\uFEFF", "") : text);
            if (entry.isPresent()) {
                visitor.entry(entry.get());
            } else {
                visitor.bad(lines.number(), "is not of the form that sha256sum writes");
            }
        }
    }

    private Optional<ManifestEntry> entry(String text) {
        Matcher bsd = BSD.matcher(text);
        if (bsd.matches()) {
            return Algorithm.named(bsd.group(2))
                    .flatMap(algorithm -> entry(algorithm, bsd.group(4), name(bsd.group(1), bsd.group(3))));
        }
        Matcher gnu = GNU.matcher(text);
        return gnu.matches()
                ? Algorithm.ofDigits(gnu.group(2).length())
                        .map(algorithm -> algorithm == Algorithm.SHA512 && blake ? Algorithm.BLAKE2B : algorithm)
                        .flatMap(algorithm -> entry(algorithm, gnu.group(2), name(gnu.group(1), gnu.group(4))))
                : Optional.empty();
    }

    private Optional<ManifestEntry> entry(Algorithm algorithm, String hex, String name) {
        return hex.length() == algorithm.digits()
                ? Optional.of(ManifestEntry.ofFile(lines.number(), name, algorithm, hex.toLowerCase(Locale.ROOT)))
                : Optional.empty();
    }

    private static String name(String mark, String written) {
        return mark.isEmpty()
                ? written
                : ESCAPE.matcher(written).replaceAll(match -> switch (match.group(1)) {
                    case "n" -> "\n";
                    case "r" -> "\r";
                    default -> Matcher.quoteReplacement("\\");
                });
    }
}
