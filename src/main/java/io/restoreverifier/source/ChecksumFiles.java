package io.restoreverifier.source;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The checksum files of a folder: one beside each artifact, or one for all. The strongest algorithm is taken. */
final class ChecksumFiles {
    private static final Pattern BESIDE = Pattern.compile("(?i).+\\.(sha(1|224|256|384|512)|md5)(sum)?");
    private static final Pattern FOR_ALL = Pattern.compile("(?i)(sha(1|224|256|384|512)|md5)sums?(\\.txt)?");
    private static final int MAX_BYTES = 16 << 20;

    private final Folder folder;
    private final Folder.Sight sight;

    /** Looks at the folder once. */
    ChecksumFiles(Folder folder) {
        this.folder = folder;
        this.sight = folder.look();
    }

    /** Whether a file of this name holds checksums, and is never an artifact. */
    static boolean isOne(String name) {
        return BESIDE.matcher(name).matches() || FOR_ALL.matcher(name).matches();
    }

    /**
     * The checksum of the file of this name; empty when no checksum file speaks of it.
     *
     * @throws IOException when one that should cannot be read or understood
     */
    Optional<Checksum> of(String name) throws IOException {
        for (Algorithm algorithm : Algorithm.values()) {
            for (String ending : List.of("." + algorithm.shortName(), "." + algorithm.shortName() + "sum")) {
                String file = name + ending;
                if (sight.hasFile(file)) {
                    return Optional.of(beside(file, algorithm, name));
                }
            }
        }
        for (Algorithm algorithm : Algorithm.values()) {
            Optional<Checksum> listed = listed(algorithm, name);
            if (listed.isPresent()) {
                return listed;
            }
        }
        return Optional.empty();
    }

    private Checksum beside(String file, Algorithm algorithm, String name) throws IOException {
        List<ChecksumLine> lines = linesOf(file);
        for (ChecksumLine line : lines) {
            if (lines.size() == 1 || line.nameWithoutFolder().equals(name)) {
                return line.read(algorithm, file);
            }
        }
        throw new IOException(file + (lines.isEmpty() ? " is empty" : " does not speak of " + name));
    }

    private Optional<Checksum> listed(Algorithm algorithm, String name) throws IOException {
        String upper = algorithm.shortName().toUpperCase(Locale.ROOT) + "SUMS";
        String lower = upper.toLowerCase(Locale.ROOT);
        for (String candidate : List.of(upper, upper + ".txt", lower, lower + ".txt")) {
            if (sight.hasFile(candidate)) {
                Optional<Checksum> found = among(linesOf(candidate), algorithm, candidate, name);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    /** A line that cannot be understood may be the one that is looked for: without another it is an error. */
    private static Optional<Checksum> among(List<ChecksumLine> lines, Algorithm algorithm, String from, String name)
            throws IOException {
        for (ChecksumLine line : lines) {
            if (line.speaksOf(name)) {
                return Optional.of(line.read(algorithm, from));
            }
        }
        for (ChecksumLine line : lines) {
            if (!line.namesFile()) {
                throw new IOException(from + ": line " + line.number() + " is not a checksum and a name");
            }
        }
        return Optional.empty();
    }

    private List<ChecksumLine> linesOf(String file) throws IOException {
        byte[] content = content(file);
        if (content.length > MAX_BYTES) {
            throw new IOException(file + " is larger than 16 MiB, and no checksum file");
        }
        List<ChecksumLine> lines = new ArrayList<>();
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(new ByteArrayInputStream(content), StandardCharsets.UTF_8))) {
            int number = 0;
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                number++;
                String text = number == 1 && line.startsWith("\uFEFF") ? line.substring(1) : line;
                if (!text.isBlank() && !text.startsWith("#")) {
                    lines.add(ChecksumLine.parse(text, number));
                }
            }
        }
        return lines;
    }

    private byte[] content(String file) throws IOException {
        try (InputStream stream = folder.open(file)) {
            return stream.readNBytes(MAX_BYTES + 1);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    /** What cannot be read is not a checksum that cannot be used: whoever asks tells them apart. */
    private static FileSystemException unreadable(String file, IOException cause) {
        if (cause instanceof FileSystemException told) {
            return told;
        }
        FileSystemException unreadable = new FileSystemException(file, null, cause.getMessage());
        unreadable.initCause(cause);
        return unreadable;
    }

    /** Strongest first. */
    enum Algorithm {
        SHA_512("SHA-512", 128),
        SHA_384("SHA-384", 96),
        SHA_256("SHA-256", 64),
        SHA_224("SHA-224", 56),
        SHA_1("SHA-1", 40),
        MD5("MD5", 32);

        private final String javaName;
        private final int digits;

        Algorithm(String javaName, int digits) {
            this.javaName = javaName;
            this.digits = digits;
        }

        /** As {@link java.security.MessageDigest} names it. */
        String javaName() {
            return javaName;
        }

        /** As files are named: {@code sha256}. */
        String shortName() {
            return javaName.replace("-", "").toLowerCase(Locale.ROOT);
        }

        /** Hexadecimal digits of a checksum. */
        int digits() {
            return digits;
        }
    }
}
