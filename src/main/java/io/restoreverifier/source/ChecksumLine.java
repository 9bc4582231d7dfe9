package io.restoreverifier.source;

import io.restoreverifier.source.ChecksumFiles.Algorithm;
import java.io.IOException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line of a checksum file, as sha256sum(1) writes it ({@code HEX  NAME}, {@code HEX *NAME}, with a backslash first
 * when the name is escaped), as BSD and openssl(1) do ({@code SHA256 (NAME) = HEX}), or a checksum alone.
 *
 * @param number from 1
 * @param tag the algorithm that the line names itself; empty when it names none
 * @param hex empty when this is no checksum
 * @param name empty when the line names no file
 */
record ChecksumLine(int number, String tag, String hex, String name) {
    private static final Pattern GNU = Pattern.compile("(\\\\?)([0-9A-Fa-f]+)[ \\t]+\\*?(.+)");
    private static final Pattern BSD = Pattern.compile("(\\\\?)([A-Za-z0-9-]+) ?\\((.+)\\) ?= ?([0-9A-Fa-f]+)\\s*");
    private static final Pattern ALONE = Pattern.compile("\\s*([0-9A-Fa-f]+)\\s*");

    static ChecksumLine parse(String line, int number) {
        Matcher bsd = BSD.matcher(line);
        if (bsd.matches()) {
            return new ChecksumLine(number, bsd.group(2), bsd.group(4), unescaped(bsd.group(1), bsd.group(3)));
        }
        Matcher alone = ALONE.matcher(line);
        if (alone.matches()) {
            return new ChecksumLine(number, "", alone.group(1), "");
        }
        Matcher gnu = GNU.matcher(line);
        if (gnu.matches()) {
            return new ChecksumLine(number, "", gnu.group(2), unescaped(gnu.group(1), gnu.group(3)));
        }
        return new ChecksumLine(number, "", "", "");
    }

    boolean namesFile() {
        return !name.isEmpty();
    }

    /** Whether it means the file of this name in the same folder. */
    boolean speaksOf(String file) {
        return name.equals(file) || name.equals("./" + file) || name.startsWith("/") && name.endsWith("/" + file);
    }

    String nameWithoutFolder() {
        return name.substring(name.lastIndexOf('/') + 1);
    }

    /** @throws IOException when it is no checksum of this algorithm */
    Checksum read(Algorithm algorithm, String from) throws IOException {
        if (hex.isEmpty()) {
            throw new IOException(from + ": line " + number + " is not a checksum");
        }
        if (!tag.isEmpty() && !shortTag().equals(algorithm.shortName())) {
            throw new IOException(from + ": line " + number + " is of " + tag + ", expected " + algorithm.javaName());
        }
        if (hex.length() != algorithm.digits()) {
            throw new IOException(from + ": line " + number + " has " + hex.length() + " hexadecimal digits, expected "
                    + algorithm.digits() + " of " + algorithm.javaName());
        }
        return new Checksum(algorithm.javaName(), hex.toLowerCase(Locale.ROOT), from);
    }

    /** openssl(1) writes {@code SHA2-256}. */
    private String shortTag() {
        return tag.toLowerCase(Locale.ROOT).replace("sha2-", "sha").replace("-", "");
    }

    /** A backslash before the line says that backslashes and line ends in the name are escaped. */
    private static String unescaped(String mark, String name) {
        if (mark.isEmpty()) {
            return name;
        }
        return Pattern.compile("\\\\([\\\\nr])").matcher(name).replaceAll(match -> switch (match.group(1)) {
            case "n" -> "\n";
            case "r" -> "\r";
            default -> Matcher.quoteReplacement("\\");
        });
    }
}
