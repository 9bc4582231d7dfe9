package io.restoreverifier.source;

import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.Deletion;
import io.restoreverifier.model.FindingCode;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * How the file system is mounted here that a folder lies on. Where there is one, the kernel's own list is asked, proc(5)
 * {@code /proc/PID/mountinfo}: Java goes by devices, and takes a folder that is bound read-only for what lies below it.
 */
final class MountOf {
    private static final Path MOUNTS = Path.of("/proc/self/mountinfo");
    private static final int POINT = 4;
    private static final int OPTIONS = 5;
    private static final Pattern ESCAPED = Pattern.compile("\\\\([0-7]{3})");

    private MountOf() {}

    /** @throws CannotTell when nobody knows */
    static Deletion deletion(Path directory) {
        try {
            return isReadOnly(directory)
                    ? Deletion.prevented("it is mounted read-only")
                    : Deletion.possible("it is not mounted read-only");
        } catch (IOException e) {
            throw new CannotTell(
                    FindingCode.SOURCE_UNREACHABLE,
                    "how " + directory + " is mounted cannot be told: " + e.getMessage(),
                    "",
                    e);
        }
    }

    private static boolean isReadOnly(Path directory) throws IOException {
        Path real = directory.toRealPath();
        boolean listed = real.getFileSystem().equals(FileSystems.getDefault()) && Files.exists(MOUNTS);
        Optional<Boolean> told = listed ? isReadOnly(real, mounts()) : Optional.empty();
        return told.isPresent() ? told.get() : Files.getFileStore(real).isReadOnly();
    }

    private static List<String> mounts() throws IOException {
        try (Stream<String> lines = Files.lines(MOUNTS)) {
            return lines.toList();
        }
    }

    /**
     * As the list tells; empty when it does not.
     *
     * @param real without links
     */
    static Optional<Boolean> isReadOnly(Path real, List<String> mounts) {
        Optional<Boolean> readOnly = Optional.empty();
        int deepest = -1;
        for (String mount : mounts) {
            String[] fields = mount.split(" ");
            if (fields.length > OPTIONS) {
                Path point = Path.of(unescaped(fields[POINT]));
                // Of two at one point the later hides the earlier.
                if (real.startsWith(point) && point.getNameCount() >= deepest) {
                    deepest = point.getNameCount();
                    readOnly = Optional.of(hasOption(fields[OPTIONS]) || hasOption(fields[fields.length - 1]));
                }
            }
        }
        return readOnly;
    }

    /** @param options of the mount, or of the file system itself */
    private static boolean hasOption(String options) {
        return Arrays.asList(options.split(",")).contains("ro");
    }

    private static String unescaped(String point) {
        Matcher escaped = ESCAPED.matcher(point);
        return escaped.replaceAll(
                octal -> Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(octal.group(1), 8))));
    }
}
